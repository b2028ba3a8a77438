using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Charts = DocumentFormat.OpenXml.Drawing.Charts;
using Diagrams = DocumentFormat.OpenXml.Drawing.Diagrams;
using Maths = DocumentFormat.OpenXml.Math;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

// Inside the namespace, where it comes before the folder Text.
using Text = DocumentFormat.OpenXml.Wordprocessing.Text;

/// <summary>The text of one paragraph, and what hangs on it: text boxes, charts, notes, page breaks. For one use.</summary>
internal sealed class WordRun(WordNotes allNotes, MainDocumentPart main)
{
    private readonly StringBuilder text = new();

    public string Content => text.ToString();

    /// <summary>Contents of text boxes, each a container of blocks.</summary>
    public List<OpenXmlElement> Boxes { get; } = [];

    /// <summary>Charts, as Markdown tables.</summary>
    public List<string> Tables { get; } = [];

    /// <summary>Footnotes, endnotes and comments, as paragraphs.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>A page ended before the paragraph's first character.</summary>
    public bool BreakBefore { get; private set; }

    /// <summary>Pages that ended within or after the paragraph.</summary>
    public int BreaksAfter { get; private set; }

    public void Read(OpenXmlElement container)
    {
        foreach (var child in container.ChildElements)
            Element(child);
    }

    private void Element(OpenXmlElement element)
    {
        switch (element)
        {
            case Text or DocumentFormat.OpenXml.Math.Text:
                text.Append(element.InnerText);
                break;
            case TabChar or PositionalTab:
                text.Append('\t');
                break;
            case Break { Type: { } type } when type == BreakValues.Page:
            case LastRenderedPageBreak:
                if (text.Length == 0)
                    BreakBefore = true;
                else
                    BreaksAfter = 1;
                break;
            case Break or CarriageReturn:
                text.Append('\n');
                break;
            case NoBreakHyphen:
                text.Append('-');
                break;
            case SymbolChar { Char.Value: { } code }:
                Symbol(code);
                break;
            case FootnoteReference { Id.Value: var id }:
                Note("fn", id, allNotes.Footnote(id));
                break;
            case EndnoteReference { Id.Value: var id }:
                Note("en", id, allNotes.Endnote(id));
                break;
            case CommentReference { Id.Value: { } id } when allNotes.Comment(id) is { } comment:
                Notes.Add(comment);
                break;
            case TextBoxContent:
                Boxes.Add(element);
                break;
            case Charts.ChartReference { Id.Value: { } id } when main.TryGetPartById(id, out var part) && part is ChartPart chart:
                Tables.Add(ChartText.ToMarkdown(chart));
                break;
            case Diagrams.RelationshipIds { DataPart.Value: { } id } when main.TryGetPartById(id, out var part):
                text.Append('\n').Append(DrawingText.OfDiagram(part));
                break;
            case Maths.Fraction fraction:
                text.Append('(');
                ReadIfAny(fraction.Numerator);
                text.Append(")/(");
                ReadIfAny(fraction.Denominator);
                text.Append(')');
                break;
            case Maths.Delimiter:
                text.Append('(');
                Read(element);
                text.Append(')');
                break;
            case Maths.Nary nary:
                text.Append(nary.NaryProperties?.AccentChar?.Val?.Value ?? "∫");
                Read(element);
                break;
            case Maths.SuperArgument:
                text.Append('^');
                Read(element);
                break;
            case Maths.SubArgument:
                text.Append('_');
                Read(element);
                break;
            case AlternateContent:
                if ((OpenXmlElement?)element.GetFirstChild<AlternateContentChoice>() is { HasChildren: true } choice)
                    Read(choice);
                else
                    ReadIfAny(element.GetFirstChild<AlternateContentFallback>());
                break;
            case FieldCode or DeletedText or DeletedRun or MoveFromRun or RunProperties or ParagraphProperties or DeletedFieldCode:
                break;
            default:
                Read(element);
                break;
        }
    }

    private void ReadIfAny(OpenXmlElement? element)
    {
        if (element is not null)
            Read(element);
    }

    private void Note(string kind, long? id, string? content)
    {
        if (content is null)
            return;
        text.Append("[^").Append(kind).Append(id).Append(']');
        Notes.Add($"[^{kind}{id}]: {content}");
    }

    /// <summary>Symbol fonts lie in the private area at F000; their lower half is mostly that of ASCII.</summary>
    private void Symbol(string hex)
    {
        if (!int.TryParse(hex, System.Globalization.NumberStyles.HexNumber, null, out var code))
            return;
        code = code is >= 0xF020 and <= 0xF07E ? code - 0xF000 : code;
        if (code is > 31 and < 0xD800)
            text.Append((char)code);
        else
            text.Append('•');
    }
}

/// <summary>Footnotes, endnotes and comments of a document, by id.</summary>
internal sealed class WordNotes(MainDocumentPart main)
{
    private readonly Dictionary<long, string> footnotes = Texts(main.FootnotesPart?.Footnotes?.Elements<Footnote>());
    private readonly Dictionary<long, string> endnotes = Texts(main.EndnotesPart?.Endnotes?.Elements<Endnote>());
    private readonly Dictionary<string, string> comments = Comments(main.WordprocessingCommentsPart?.Comments);

    public string? Footnote(long? id) => id is { } known ? footnotes.GetValueOrDefault(known) : null;

    public string? Endnote(long? id) => id is { } known ? endnotes.GetValueOrDefault(known) : null;

    public string? Comment(string id) => comments.GetValueOrDefault(id);

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
            if (comment.Id?.Value is { } id && comment.InnerText.Length > 0)
                texts[id] = $"[Comment by {(string.IsNullOrWhiteSpace(comment.Author?.Value) ? "someone" : comment.Author.Value)}: {Paragraphs(comment)}]";
        }

        return texts;
    }

    private static string Paragraphs(OpenXmlElement container) => string.Join(
        ' ', container.Descendants<Paragraph>().Select(p => string.Concat(p.Descendants<Text>().Select(t => t.Text)).Trim())
            .Where(t => t.Length > 0));
}
