using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Lectern.Server.Indexing.Parsing.Formats.Html;
using Charts = DocumentFormat.OpenXml.Drawing.Charts;
using Diagrams = DocumentFormat.OpenXml.Drawing.Diagrams;
using Drawings = DocumentFormat.OpenXml.Drawing.Wordprocessing;
using Maths = DocumentFormat.OpenXml.Math;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

// Inside the namespace, where it comes before the folder Text.
using Text = DocumentFormat.OpenXml.Wordprocessing.Text;

/// <summary>The text of one paragraph, and what hangs on it: text boxes, charts, notes, page breaks. For one use.</summary>
internal sealed class WordRun(WordNotes allNotes, WordRunStyles styles, MainDocumentPart main)
{
    private readonly MarkedText text = new();
    private WordRunStyle style = WordRunStyle.Plain;
    private bool awaitsField;

    public string Content { get; private set; } = "";

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

    /// <summary>Reads a paragraph; once.</summary>
    public void ReadWhole(OpenXmlElement paragraph)
    {
        Read(paragraph);
        Content = text.Take();
    }

    private void Read(OpenXmlElement container)
    {
        foreach (var child in container.ChildElements)
            Element(child);
    }

    private void Element(OpenXmlElement element)
    {
        switch (element)
        {
            case Text:
                Append(element.InnerText);
                break;
            case TabChar or PositionalTab:
                Append("\t");
                break;
            case Break { Type: { } type } when type == BreakValues.Page:
            case LastRenderedPageBreak:
                if (text.IsEmpty)
                    BreakBefore = true;
                else
                    BreaksAfter = 1;
                break;
            case Break or CarriageReturn:
                Append("\n");
                break;
            case NoBreakHyphen:
                Append("-");
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
                if (allNotes.IsFirst(("comment", id)))
                    Notes.Add(comment);
                break;
            case TextBoxContent:
                Boxes.Add(element);
                break;
            case Charts.ChartReference { Id.Value: { } id } when main.TryGetPartById(id, out var part) && part is ChartPart chart:
                if (allNotes.IsFirst(chart))
                    Tables.Add(ChartText.ToMarkdown(chart));
                break;
            case Diagrams.RelationshipIds { DataPart.Value: { } id } when main.TryGetPartById(id, out var part):
                if (allNotes.IsFirst(part))
                    Append("\n" + DrawingText.OfDiagram(part));
                break;
            case Maths.OfficeMath or Maths.Paragraph:
                Append(OfficeMath.ToText(element));
                break;
            case Ruby { RubyBase: { } read }:
                Read(read);
                break;
            case FieldChar:
                Field((FieldChar)element);
                break;
            case FieldCode code:
                if (awaitsField && code.Text.Contains("FORMCHECKBOX", StringComparison.Ordinal))
                    Append(WordFields.Box(isTicked: false));
                break;
            case Run run:
                Styled(run);
                break;
            case Drawings.DocProperties properties:
                if (HtmlPictures.Said(properties.Description?.Value ?? properties.Title?.Value) is { } said)
                    Append($" {said} ");
                break;
            case AlternateContent:
                if ((OpenXmlElement?)element.GetFirstChild<AlternateContentChoice>() is { HasChildren: true } choice)
                    Read(choice);
                else
                    ReadIfAny(element.GetFirstChild<AlternateContentFallback>());
                break;
            case DeletedText or DeletedRun or MoveFromRun or RunProperties or ParagraphProperties or DeletedFieldCode:
                break;
            default:
                Read(element);
                break;
        }
    }

    private void Append(string what)
    {
        if (!style.IsHidden)
            text.Append(what, style.IsStruck, style.Shift);
    }

    private void Styled(Run run)
    {
        var outer = style;
        style = styles.Find(run);
        Read(run);
        style = outer;
    }

    /// <summary>A field that is filled in without text: what it shows stands where it begins.</summary>
    private void Field(FieldChar field)
    {
        awaitsField = field.FieldCharType?.Value == FieldCharValues.Begin && field.FormFieldData is null;
        if (field.FormFieldData is { } data && WordFields.Shown(data) is { } shown)
            Append(shown);
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
        text.Append($"[^{kind}{id}]");
        if (allNotes.IsFirst((kind, id)))
            Notes.Add($"[^{kind}{id}]: {content}");
    }

    /// <summary>Symbol fonts lie in the private area at F000; their lower half is mostly that of ASCII.</summary>
    private void Symbol(string hex)
    {
        if (!int.TryParse(hex, System.Globalization.NumberStyles.HexNumber, null, out var code))
            return;
        code = code is >= 0xF020 and <= 0xF07E ? code - 0xF000 : code;
        if (code is > 31 and < 0xD800)
            Append(((char)code).ToString());
        else
            Append("•");
    }
}
