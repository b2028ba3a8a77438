using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Versions;

/// <summary>A passage, with what tells which document it is of and from when. Thread-safe.</summary>
internal sealed class DatedPassage
{
    private readonly Lazy<PassageText> text;
    private readonly Lazy<DocumentSubject> subject;

    /// <param name="heading">The path of headings above it, or empty.</param>
    public DatedPassage(string fileId, string fileName, string heading, string content, DocumentDate? date)
    {
        (FileId, Content, Date) = (fileId, content, date);
        var path = HeadingPath.Split(heading);
        text = new(() => new PassageText(content, HeadingPath.Markdown(path)));
        subject = new(() => new DocumentSubject(fileName, path, Text));
    }

    public string FileId { get; }

    public string Content { get; }

    public DocumentDate? Date { get; }

    public PassageText Text => text.Value;

    public DocumentSubject Subject => subject.Value;
}
