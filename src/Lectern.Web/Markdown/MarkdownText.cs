using System.Text;

namespace Lectern.Web.Markdown;

/// <summary>A Markdown text that grows: its closed parts stand, only its last one changes.</summary>
internal sealed class MarkdownText
{
    private const int LongestOpenPart = 200_000;

    private readonly StringBuilder all = new();
    private readonly List<MarkdownPart> closed = [];
    private int openStart;
    private string? open;

    /// <summary>The whole text.</summary>
    public string Content => all.ToString();

    public int Length => all.Length;

    public bool IsComplete { get; private set; }

    public void Append(string piece)
    {
        all.Append(piece);
        open = null;
    }

    /// <summary>The text is whole: this is it.</summary>
    public void Complete(string content)
    {
        IsComplete = true;
        open = null;
        if (all.Length == content.Length && all.Equals(content))
            return;
        all.Clear().Append(content);
        closed.Clear();
        openStart = 0;
    }

    /// <summary>The parts to show, in order. Parts but the last are the same objects from call to call.</summary>
    public IEnumerable<MarkdownPart> Parts()
    {
        open ??= all.ToString(openStart, all.Length - openStart);
        var cut = MarkdownBlocks.LastCut(open);
        if (cut > 0)
        {
            closed.Add(new MarkdownPart(open[..cut], openStart, IsClosed: true));
            openStart += cut;
            open = open[cut..];
        }

        foreach (var part in closed)
            yield return part;
        if (open.Length > 0)
        {
            var left = Math.Max(0, open.Length - LongestOpenPart);
            yield return new MarkdownPart(open[left..], openStart + left, IsComplete);
        }
    }
}
