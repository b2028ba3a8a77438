using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Lectern.Server.Indexing.Parsing.Formats.Archives;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>
/// OpenDocument text, sheets and slides: <c>content.xml</c> read as a stream, block by block. A sheet or slide is a page; in a
/// text the program that wrote it noted where pages ended (<c>text:soft-page-break</c>).
/// </summary>
internal sealed class OpenDocumentFormat(DocumentBuilder builder, Action<int> sign)
{
    private const int MaxRepeat = 100;

    private readonly List<string> notes = [];
    private bool isSheets;
    private int listDepth;
    private int page;
    private int pagesEnded;

    public static void Read(ZipArchive archive, DocumentBuilder builder, Action<int> sign)
    {
        var content = ZipPackage.ReadEntry(archive, "content.xml");
        var reader = new OpenDocumentFormat(builder, sign);
        if (content.AsSpan().IndexOf("<office:text"u8) >= 0 && content.AsSpan().IndexOf("<text:soft-page-break"u8) >= 0)
            reader.NextPage();
        using var xml = XmlReader.Create(new MemoryStream(content), ZipPackage.Settings);
        try
        {
            while (xml.Read())
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "body", Prefix: "office" })
                    reader.Blocks(xml);
            }
        }
        catch (XmlException e)
        {
            throw new UnreadableFileException($"The file is damaged: its content breaks off at line {e.LineNumber}.");
        }
    }

    /// <summary>The blocks inside the element that the reader stands on; leaves it at the element's end.</summary>
    private void Blocks(XmlReader xml, string marker = "")
    {
        if (xml.IsEmptyElement)
            return;
        while (xml.Read() && xml.NodeType != XmlNodeType.EndElement)
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            switch (xml.LocalName)
            {
                case "h":
                    var level = int.TryParse(
                        Attribute(xml, "outline-level"), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : 1;
                    builder.Heading(level, Inline(xml));
                    AddNotes();
                    break;
                case "p":
                    var text = Inline(xml).Trim();
                    if (marker.Length > 0 && text.Length > 0)
                        builder.Add(BlockKind.ListItem, $"{marker} {text}", indent: 2 * (listDepth - 1));
                    else
                        builder.Add(BlockKind.Paragraph, text);
                    marker = "";
                    AddNotes();
                    break;
                case "list":
                    listDepth++;
                    Blocks(xml);
                    listDepth--;
                    break;
                case "list-item" or "list-header":
                    Blocks(xml, "-");
                    break;
                case "table":
                    Table(xml);
                    break;
                case "page" when xml.Prefix == "draw":
                    NextPage();
                    builder.Heading(2, Attribute(xml, "name") ?? "");
                    Blocks(xml);
                    break;
                case "spreadsheet":
                    isSheets = true;
                    Blocks(xml);
                    break;
                case "soft-page-break":
                    NextPage();
                    Skip(xml);
                    break;
                case "tracked-changes" or "forms" or "sequence-decls" or "table-of-content-source" or "annotation-end":
                    Skip(xml);
                    break;
                default:
                    Blocks(xml);
                    break;
            }
        }
    }

    private void Table(XmlReader xml)
    {
        if (isSheets)
        {
            NextPage();
            builder.Heading(2, Attribute(xml, "name") ?? "");
        }

        var table = new MarkdownTable();
        Rows(xml, table);
        builder.Add(BlockKind.Table, table.ToString());
        AddNotes();
    }

    private void Rows(XmlReader xml, MarkdownTable table)
    {
        if (xml.IsEmptyElement)
            return;
        while (xml.Read() && xml.NodeType != XmlNodeType.EndElement)
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "table-row")
                table.AddRow(Cells(xml));
            else if (xml.LocalName is "table-header-rows" or "table-rows" or "table-row-group")
                Rows(xml, table);
            else
                Skip(xml);
        }
    }

    private List<GridCell> Cells(XmlReader xml)
    {
        var cells = new List<GridCell>();
        if (xml.IsEmptyElement)
            return cells;
        while (xml.Read() && xml.NodeType != XmlNodeType.EndElement)
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName is not ("table-cell" or "covered-table-cell"))
            {
                Skip(xml);
                continue;
            }

            // Covered cells stand where a span reaches; the span fills them.
            var isCovered = xml.LocalName == "covered-table-cell";
            var (columns, rows) = (Number(xml, "number-columns-spanned"), Number(xml, "number-rows-spanned"));
            var repeated = Math.Min(Number(xml, "number-columns-repeated"), MaxRepeat);
            var text = Inline(xml);
            if (!isCovered)
                cells.AddRange(Enumerable.Repeat(new GridCell(text, columns, rows), repeated));
        }

        return cells;
    }

    /// <summary>The text of an element, with what is inside it; notes are kept for after the block.</summary>
    private string Inline(XmlReader xml)
    {
        var text = new StringBuilder();
        if (!xml.IsEmptyElement)
            Inline(xml, text);
        return text.ToString();
    }

    private void Inline(XmlReader xml, StringBuilder text)
    {
        while (xml.Read() && xml.NodeType != XmlNodeType.EndElement)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA)
            {
                text.Append(xml.Value);
                continue;
            }

            if (xml.NodeType != XmlNodeType.Element)
                continue;
            switch (xml.LocalName)
            {
                case "s":
                    text.Append(' ');
                    Skip(xml);
                    break;
                case "tab":
                    text.Append('\t');
                    Skip(xml);
                    break;
                case "line-break":
                    text.Append('\n');
                    Skip(xml);
                    break;
                case "note":
                    Note(xml, text);
                    break;
                case "soft-page-break":
                    pagesEnded++;
                    Skip(xml);
                    break;
                case "annotation":
                    notes.Add($"[Comment: {Inline(xml).Trim()}]");
                    break;
                case "p" or "h" or "list-item" or "table-row" or "table-cell":
                    if (text.Length > 0 && !char.IsWhiteSpace(text[^1]))
                        text.Append(' ');
                    text.Append(Inline(xml));
                    break;
                case "script" or "object" or "forms":
                    Skip(xml);
                    break;
                default:
                    text.Append(Inline(xml));
                    break;
            }
        }
    }

    /// <summary>
    /// Sample: <c>&lt;text:note&gt;&lt;text:note-citation&gt;1&lt;/…&gt;&lt;text:note-body&gt;…&lt;/…&gt;&lt;/…&gt;</c>.
    /// </summary>
    private void Note(XmlReader xml, StringBuilder text)
    {
        var citation = "";
        if (xml.IsEmptyElement)
            return;
        while (xml.Read() && xml.NodeType != XmlNodeType.EndElement)
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            var isCitation = xml.LocalName == "note-citation";
            var content = Inline(xml).Trim();
            if (isCitation)
                citation = content;
            else
                notes.Add($"[^{citation}]: {content}");
        }

        text.Append("[^").Append(citation).Append(']');
    }

    private void AddNotes()
    {
        foreach (var note in notes)
            builder.Add(BlockKind.Paragraph, note);
        notes.Clear();
        for (; pagesEnded > 0; pagesEnded--)
            NextPage();
    }

    private void NextPage()
    {
        if (page > 0)
            sign(page);
        builder.StartPage(++page);
    }

    private static void Skip(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return;
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            // To the element's end.
        }
    }

    private static string? Attribute(XmlReader xml, string localName)
    {
        for (var i = 0; i < xml.AttributeCount; i++)
        {
            xml.MoveToAttribute(i);
            if (xml.LocalName != localName)
                continue;
            var value = xml.Value;
            xml.MoveToElement();
            return value;
        }

        xml.MoveToElement();
        return null;
    }

    private static int Number(XmlReader xml, string localName) =>
        int.TryParse(Attribute(xml, localName), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(
            number, 1, 1000) : 1;
}
