using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Versions;

/// <summary>A passage, with what tells which document it is of and from when. Thread-safe.</summary>
internal sealed class DatedPassage
{
    private const string Joint = " > ";
    private const int MaxLevel = 6;

    private readonly Lazy<PassageText> text;
    private readonly Lazy<DocumentSubject> subject;

    /// <param name="heading">The path of headings above it, or empty.</param>
    public DatedPassage(string fileId, string fileName, string heading, string content, DocumentDate? date)
    {
        (FileId, Content, Date) = (fileId, content, date);
        string[] path = [.. heading.Split(Joint, StringSplitOptions.RemoveEmptyEntries).Take(MaxLevel)];
        text = new(() => new PassageText(
            content, string.Concat(path.Select((h, i) => $"{new string('#', i + 1)} {h.ReplaceLineEndings(" ")}\n\n"))));
        subject = new(() => new DocumentSubject(fileName, path, Text));
    }

    public string FileId { get; }

    public string Content { get; }

    public DocumentDate? Date { get; }

    public PassageText Text => text.Value;

    public DocumentSubject Subject => subject.Value;
}
