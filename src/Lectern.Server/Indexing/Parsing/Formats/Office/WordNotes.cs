using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

// Inside the namespace, where it comes before the folder Text.
using Text = DocumentFormat.OpenXml.Wordprocessing.Text;

/// <summary>Footnotes, endnotes and comments of a document, by id.</summary>
internal sealed class WordNotes(MainDocumentPart main)
{
    private readonly HashSet<object> said = [];

    private readonly Dictionary<long, string> footnotes = Texts(main.FootnotesPart?.Footnotes?.Elements<Footnote>());
    private readonly Dictionary<long, string> endnotes = Texts(main.EndnotesPart?.Endnotes?.Elements<Endnote>());
    private readonly Dictionary<string, string> comments = Comments(main.WordprocessingCommentsPart?.Comments);

    public string? Footnote(long? id) => id is { } known ? footnotes.GetValueOrDefault(known) : null;

    public string? Endnote(long? id) => id is { } known ? endnotes.GetValueOrDefault(known) : null;

    public string? Comment(string id) => comments.GetValueOrDefault(id);

    /// <summary>Whether a text, or a part such as a chart, is asked for the first time: it is written once.</summary>
    public bool IsFirst(object what) => said.Add(what);

    private static Dictionary<long, string> Texts(IEnumerable<FootnoteEndnoteType>? notes)
    {
        var texts = new Dictionary<long, string>();
        foreach (var note in notes ?? [])
        {
            if (note.Id?.Value is { } id && note.InnerText.Length > 0)
                texts[id] = Paragraphs(note);
        }

        return texts;
    }

    private static Dictionary<string, string> Comments(Comments? all)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var comment in all?.Elements<Comment>() ?? [])
        {
            if (comment.Id?.Value is not { } id || comment.InnerText.Length == 0)
                continue;
            var author = string.IsNullOrWhiteSpace(comment.Author?.Value) ? "someone" : comment.Author.Value;
            texts[id] = $"[Comment by {author}: {Paragraphs(comment)}]";
        }

        return texts;
    }

    private static string Paragraphs(OpenXmlElement container) => string.Join(
        ' ', container.Descendants<Paragraph>().Where(p => !p.Ancestors<Paragraph>().Any())
            .Select(p => string.Concat(p.Descendants<Text>().Select(t => t.Text)).Trim())
            .Where(t => t.Length > 0));
}
