using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>
/// EPUB: the chapters in the order of the book's spine, each as HTML. Samples: <c>META-INF/container.xml</c> names the package
/// file, whose <c>&lt;spine&gt;&lt;itemref idref="c1"/&gt;</c> refers to <c>&lt;manifest&gt;&lt;item id="c1"
/// href="ch1.xhtml"/&gt;</c>.
/// </summary>
internal static class EpubFormat
{
    public static void Read(ZipArchive archive, DocumentBuilder builder, Action<int> sign)
    {
        var container = Load(archive, "META-INF/container.xml");
        var packagePath = container.Descendants().FirstOrDefault(
            e => e.Name.LocalName == "rootfile")?.Attribute("full-path")?.Value
            ?? throw new UnreadableFileException(
                "The file is damaged: it does not say where the book begins. Save it again and upload it again.");
        var package = Load(archive, packagePath);
        var title = package.Descendants().FirstOrDefault(e => e.Name.LocalName == "title")?.Value;
        var items = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in package.Descendants().Where(e => e.Name.LocalName == "item"))
            items[item.Attribute("id")?.Value ?? ""] = item.Attribute("href")?.Value ?? "";
        builder.Heading(1, title ?? "");
        var chapter = 0;
        foreach (var reference in package.Descendants().Where(e => e.Name.LocalName == "itemref"))
        {
            if (!items.TryGetValue(reference.Attribute("idref")?.Value ?? "", out var href))
                continue;
            if (archive.GetEntry(Resolve(packagePath, href)) is not { } entry)
                continue;
            var html = TextDecoder.Decode(ZipPackage.ReadEntry(archive, entry.FullName));
            if (html is not null)
                HtmlFormat.Read(html, builder, withTitle: false);
            sign(++chapter);
        }
    }

    private static XDocument Load(ZipArchive archive, string name)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(ZipPackage.ReadEntry(archive, name)), ZipPackage.Settings);
            return XDocument.Load(reader);
        }
        catch (XmlException)
        {
            throw new UnreadableFileException($"The file is damaged: {name} is no XML.");
        }
    }

    /// <summary>A link is relative to the package file, may be escaped, and may go up.</summary>
    private static string Resolve(string packagePath, string href)
    {
        var parts = new List<string>();
        var folder = packagePath.Contains('/', StringComparison.Ordinal) ? packagePath[..packagePath.LastIndexOf('/')] : "";
        foreach (var part in $"{folder}/{Uri.UnescapeDataString(href.Split('#')[0])}".Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or ".."))
                parts.Add(part);
        }

        return string.Join('/', parts);
    }
}
