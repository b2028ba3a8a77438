using System.Xml;
using Lectern.Server.Indexing.Parsing.Formats.Html;

namespace Lectern.Server.Indexing.Parsing.Formats.OpenDocument;

/// <summary>Reads the text of one paragraph or cell; notes and page ends are kept for after it.</summary>
internal sealed class OpenDocumentText(OpenDocumentStyles styles, OpenDocumentObjects objects)
{
    private const int MaxBlanks = 100;

    private readonly MarkedText text = new();
    private bool isHidden;
    private bool isStruck;
    private int shift;

    public List<string> Notes { get; } = [];

    /// <summary>Tables of charts in it.</summary>
    public List<string> Tables { get; } = [];

    public int PagesEnded { get; set; }

    /// <summary>The text of the element that the reader stands on; leaves it at the element's end.</summary>
    public string Read(XmlReader xml)
    {
        if (!xml.IsEmptyElement)
            Inside(xml);
        return text.Take();
    }

    private void Inside(XmlReader xml)
    {
        while (xml.Read() && xml.NodeType != XmlNodeType.EndElement)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace
                or XmlNodeType.CDATA)
                Append(xml.Value);
            else if (xml.NodeType == XmlNodeType.Element)
                Element(xml);
        }
    }

    private void Element(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "s":
                Append(new string(' ', Math.Max(1, xml.Number("c", max: MaxBlanks))));
                xml.Pass();
                break;
            case "tab":
                Append("\t");
                xml.Pass();
                break;
            case "line-break":
                Append("\n");
                xml.Pass();
                break;
            case "note":
                Note(xml);
                break;
            case "soft-page-break":
                PagesEnded++;
                xml.Pass();
                break;
            case "annotation":
                Notes.Add($"[Comment: {Other(xml)}]");
                break;
            case "title" or "desc" when xml.Prefix == "svg":
                Append($" {HtmlPictures.Said(Other(xml))} ");
                break;
            case "object" when xml.Prefix == "draw":
                Append(objects.Read(xml.Named("href"), Tables));
                xml.Pass();
                break;
            case "ruby-text" or "script" or "forms" or "hidden-text" or "hidden-paragraph" or "annotation-end"
                or "tracked-changes":
                xml.Pass();
                break;
            case "p" or "h" or "list-item" or "table-row" or "table-cell":
                Append(text.IsEmpty ? "" : " ");
                Styled(xml, xml.Named("style-name"));
                break;
            default:
                Styled(xml, xml.LocalName == "span" ? xml.Named("style-name") : null);
                break;
        }
    }

    private void Styled(XmlReader xml, string? name)
    {
        if (xml.IsEmptyElement)
            return;
        var before = (isHidden, isStruck, shift);
        if (styles.OfLetters(name) is { } style)
            (isHidden, isStruck, shift) = (isHidden || style.IsHidden, style.IsStruck ?? isStruck, style.Shift ?? shift);
        Inside(xml);
        (isHidden, isStruck, shift) = before;
    }

    /// <summary>
    /// Sample: <c>&lt;text:note&gt;&lt;text:note-citation&gt;1&lt;/…&gt;&lt;text:note-body&gt;…&lt;/…&gt;&lt;/…&gt;</c>.
    /// </summary>
    private void Note(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return;
        var citation = "";
        while (xml.NextElement())
        {
            var isCitation = xml.LocalName == "note-citation";
            var content = Other(xml);
            if (isCitation)
                citation = content;
            else
                Notes.Add($"[^{citation}]: {content}");
        }

        Append($"[^{citation}]");
    }

    /// <summary>Text that stands apart from the one that is being read.</summary>
    private string Other(XmlReader xml)
    {
        var other = new OpenDocumentText(styles, objects);
        var read = other.Read(xml).Trim();
        Notes.AddRange(other.Notes);
        return read;
    }

    private void Append(string what)
    {
        if (!isHidden)
            text.Append(what, isStruck, shift);
    }
}
