namespace Lectern.Server.Attachments;

/// <summary>A file's parsed text in its index, to be read piece by piece. Sees one generation until it is disposed.</summary>
/// <param name="name">The file's.</param>
/// <param name="content">UTF-8.</param>
/// <param name="view">What it is read through; disposed with it, in this order.</param>
internal sealed class FileText(string name, Stream content, params IReadOnlyList<IDisposable> view) : IDisposable
{
    public string Name => name;

    public Stream Content => content;

    public void Dispose()
    {
        content.Dispose();
        foreach (var part in view)
            part.Dispose();
    }
}
