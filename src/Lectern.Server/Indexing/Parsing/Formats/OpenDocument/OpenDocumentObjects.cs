using System.IO.Compression;
using System.Text;
using System.Xml;
using Lectern.Server.Indexing.Parsing.Formats.Archives;
using Lectern.Server.Indexing.Parsing.Formats.Html;

namespace Lectern.Server.Indexing.Parsing.Formats.OpenDocument;

/// <summary>
/// What lies in a document as a document of its own, each once: a formula is a line, a chart the table that it draws.
/// </summary>
/// <param name="archive">Null for a document that lies in another: what lies in that is not read.</param>
internal sealed class OpenDocumentObjects(ZipArchive? archive)
{
    private const int MaxObjects = 500;

    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    /// <param name="name">Such as <c>./Object 1</c>.</param>
    /// <param name="tables">Gets the charts.</param>
    /// <returns>A formula; else nothing.</returns>
    public string Read(string? name, List<string> tables)
    {
        var entry = $"{name?.Replace("./", "", StringComparison.Ordinal).Trim('/')}/content.xml";
        if (name is null || archive?.GetEntry(entry) is null || read.Count == MaxObjects || !read.Add(entry))
            return "";
        var content = ZipPackage.ReadEntry(archive, entry);
        if (content.AsSpan().IndexOf("<math"u8) >= 0)
            return HtmlFormat.Line(Encoding.UTF8.GetString(content));
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(content), ZipPackage.Settings);
            while (xml.Read())
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "chart" } && xml.Prefix == "chart")
                    Chart(xml, tables);
            }
        }
        catch (XmlException e)
        {
            tables.Add($"[A chart was not read: {e.Message}]");
        }

        return "";
    }

    private static void Chart(XmlReader xml, List<string> tables)
    {
        var styles = new OpenDocumentStyles();
        var objects = new OpenDocumentObjects(null);
        var titles = new List<string>();
        if (xml.IsEmptyElement)
            return;
        while (xml.NextElement())
        {
            if (xml.LocalName is "title" or "subtitle")
                titles.Add(new OpenDocumentText(styles, objects).Read(xml).Trim());
            else if (xml.LocalName == "table")
                tables.Add(string.Join("\n\n", titles.Append(OpenDocumentTables.Read(xml, styles, objects, []))
                    .Where(t => t.Length > 0)));
            else
                xml.Pass();
        }
    }
}
