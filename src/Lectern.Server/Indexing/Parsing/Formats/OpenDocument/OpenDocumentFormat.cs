using System.IO.Compression;
using System.Xml;
using Lectern.Server.Indexing.Parsing.Formats.Archives;

namespace Lectern.Server.Indexing.Parsing.Formats.OpenDocument;

/// <summary>
/// OpenDocument text, sheets and slides: <c>content.xml</c> read as a stream, block by block, headers first and footers last. A
/// sheet or slide is a page; in a text the program that wrote it noted where pages ended (<c>text:soft-page-break</c>).
/// </summary>
internal sealed class OpenDocumentFormat
{
    private const string Content = "content.xml";
    private const string Styles = "styles.xml";

    private readonly DocumentBuilder builder;
    private readonly Action<int> sign;
    private readonly OpenDocumentStyles styles = new();
    private readonly OpenDocumentLists lists;
    private readonly OpenDocumentObjects objects;
    private bool isSheets;
    private int page;

    private OpenDocumentFormat(ZipArchive archive, DocumentBuilder builder, Action<int> sign)
    {
        (this.builder, this.sign) = (builder, sign);
        lists = new OpenDocumentLists(styles);
        objects = new OpenDocumentObjects(archive);
    }

    public static void Read(ZipArchive archive, DocumentBuilder builder, Action<int> sign)
    {
        var content = ZipPackage.ReadEntry(archive, Content);
        var common = archive.GetEntry(Styles) is null ? [] : ZipPackage.ReadEntry(archive, Styles);
        try
        {
            new OpenDocumentFormat(archive, builder, sign).Read(content, common);
        }
        catch (XmlException e)
        {
            throw new UnreadableFileException($"The file is damaged: its content breaks off at line {e.LineNumber}.");
        }
    }

    private void Read(byte[] content, byte[] common)
    {
        if (common.Length > 0)
            Each(common, styles.Read);
        Each(content, styles.Read);
        if (content.AsSpan().IndexOf("<office:text"u8) >= 0 && content.AsSpan().IndexOf("<text:soft-page-break"u8) >= 0)
            NextPage();
        var isText = content.AsSpan().IndexOf("<office:text"u8) >= 0;
        if (isText)
            Marginal(common, "header");
        Each(content, xml =>
        {
            while (!builder.IsFull && xml.Read())
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "body", Prefix: "office" })
                    Blocks(xml);
            }
        });
        if (isText)
            Marginal(common, "footer");
    }

    private static void Each(byte[] entry, Action<XmlReader> read)
    {
        using var xml = XmlReader.Create(new MemoryStream(entry), ZipPackage.Settings);
        read(xml);
    }

    /// <summary>The headers or footers of all kinds of pages, each text once.</summary>
    private void Marginal(byte[] common, string kind)
    {
        if (common.Length == 0)
            return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Each(common, xml =>
        {
            while (!builder.IsFull && xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element || xml.Prefix != "style"
                    || !xml.LocalName.StartsWith(kind, StringComparison.Ordinal)
                    || xml.LocalName.EndsWith("style", StringComparison.Ordinal) || xml.Named("display") == "false")
                {
                    continue;
                }

                var text = new OpenDocumentText(styles, objects).Read(xml).Trim();
                if (seen.Add(text))
                    builder.Add(BlockKind.Paragraph, text);
            }
        });
    }

    /// <summary>
    /// The blocks inside the element that the reader stands on; leaves it at the element's end, or where there is no more room.
    /// </summary>
    private void Blocks(XmlReader xml, Func<string>? marker = null)
    {
        if (xml.IsEmptyElement)
            return;
        while (!builder.IsFull && xml.NextElement())
        {
            switch (xml.LocalName)
            {
                case "h":
                    var level = xml.Number("outline-level");
                    var number = xml.Named("is-list-header") == "true" ? "" : lists.Heading(level);
                    Text(xml, text => builder.Heading(level, $"{number} {text}".Trim()));
                    break;
                case "p":
                    var (mark, depth) = (marker, lists.Depth);
                    Text(xml, text =>
                    {
                        if (mark is not null && text.Length > 0)
                            builder.Add(BlockKind.ListItem, $"{mark()} {text}", indent: 2 * Math.Max(0, depth - 1));
                        else
                            builder.Add(BlockKind.Paragraph, text);
                    });
                    marker = null;
                    break;
                case "list":
                    lists.Enter(
                        xml.Named("style-name"),
                        xml.Named("continue-numbering") == "true" || xml.Named("continue-list") is not null);
                    Blocks(xml);
                    lists.Leave();
                    break;
                case "list-item" when lists.Depth > 0:
                    int? start = xml.Named("start-value") is null ? null : xml.Number("start-value", 1, 1_000_000);
                    Blocks(xml, () => lists.Next(start));
                    break;
                case "table":
                    Table(xml);
                    break;
                case "page" when xml.Prefix == "draw":
                    NextPage();
                    builder.Heading(2, xml.Named("name") ?? "");
                    Blocks(xml);
                    break;
                case "frame" when xml.Prefix == "draw":
                    Frame(xml);
                    break;
                case "spreadsheet":
                    isSheets = true;
                    Blocks(xml);
                    break;
                case "soft-page-break":
                    NextPage();
                    xml.Pass();
                    break;
                case "section" when xml.Named("display") == "none":
                case "tracked-changes" or "forms" or "sequence-decls" or "table-of-content-source" or "annotation-end":
                    xml.Pass();
                    break;
                default:
                    Blocks(xml);
                    break;
            }
        }
    }

    private void Text(XmlReader xml, Action<string> add)
    {
        var text = new OpenDocumentText(styles, objects);
        add(text.Read(xml).Trim());
        foreach (var table in text.Tables)
            builder.Add(BlockKind.Table, table);
        foreach (var note in text.Notes)
            builder.Add(BlockKind.Paragraph, note);
        for (; text.PagesEnded > 0; text.PagesEnded--)
            NextPage();
    }

    /// <summary>A box of text, a table, or a picture with what is said of it.</summary>
    private void Frame(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return;
        while (!builder.IsFull && xml.NextElement())
        {
            if (xml.LocalName is "title" or "desc")
                Text(xml, text => builder.Add(BlockKind.Paragraph, Html.HtmlPictures.Said(text) ?? ""));
            else if (xml.LocalName == "object")
                Object(xml);
            else if (xml.LocalName == "table")
                Table(xml);
            else
                Blocks(xml);
        }
    }

    private void Object(XmlReader xml)
    {
        var charts = new List<string>();
        builder.Add(BlockKind.Paragraph, objects.Read(xml.Named("href"), charts));
        foreach (var chart in charts)
            builder.Add(BlockKind.Table, chart);
        xml.Pass();
    }

    private void Table(XmlReader xml)
    {
        if (isSheets)
        {
            NextPage();
            builder.Heading(2, xml.Named("name") + (styles.IsHiddenTable(xml.Named("style-name")) ? " (hidden sheet)" : ""));
        }

        var notes = new List<string>();
        builder.Add(BlockKind.Table, OpenDocumentTables.Read(xml, styles, objects, notes));
        foreach (var note in notes)
            builder.Add(note.StartsWith('|') ? BlockKind.Table : BlockKind.Paragraph, note);
    }

    private void NextPage()
    {
        if (page > 0)
            sign(page);
        builder.StartPage(++page);
    }
}
