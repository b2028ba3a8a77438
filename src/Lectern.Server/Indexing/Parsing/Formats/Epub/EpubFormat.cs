using System.IO.Compression;
using System.Xml.Linq;
using Lectern.Server.Indexing.Parsing.Formats.Archives;
using Lectern.Server.Indexing.Parsing.Formats.Html;
using Lectern.Server.Indexing.Parsing.Formats.Plain;

namespace Lectern.Server.Indexing.Parsing.Formats.Epub;

/// <summary>
/// EPUB: the chapters in the order of the book's spine, each once, as HTML. Samples: <c>META-INF/container.xml</c> names the
/// package file, whose <c>&lt;spine&gt;&lt;itemref idref="c1"/&gt;</c> refers to <c>&lt;manifest&gt;&lt;item id="c1"
/// href="ch1.xhtml"/&gt;</c>. A chapter that cannot be read is named.
/// </summary>
internal static class EpubFormat
{
    public static void Read(ZipArchive archive, DocumentBuilder builder, Action<int> sign)
    {
        var container = ZipPackage.LoadXml(archive, "META-INF/container.xml");
        var packagePath = container.Descendants().FirstOrDefault(
            e => e.Name.LocalName == "rootfile")?.Attribute("full-path")?.Value
            ?? throw new UnreadableFileException(
                "The file is damaged: it does not say where the book begins. Save it again and upload it again.");
        var package = ZipPackage.LoadXml(archive, packagePath);
        var chapters = Chapters(package).Select(href => Resolve(packagePath, href)).Distinct().ToList();
        var locked = EpubEncryption.Locked(archive);
        if (chapters.Count > 0 && chapters.TrueForAll(locked.Contains))
            throw new UnreadableFileException(
                "The book is encrypted (DRM), and only the reader that it was sold for can open it. Upload a copy that is not.");
        builder.Heading(1, package.Descendants().FirstOrDefault(e => e.Name.LocalName == "title")?.Value ?? "");
        for (var i = 0; i < chapters.Count && !builder.IsFull; i++)
        {
            Chapter(archive, chapters[i], locked.Contains(chapters[i]), builder);
            sign(i + 1);
        }
    }

    private static IEnumerable<string> Chapters(XDocument package)
    {
        var items = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in package.Descendants().Where(e => e.Name.LocalName == "item"))
            items[item.Attribute("id")?.Value ?? ""] = item.Attribute("href")?.Value ?? "";
        foreach (var reference in package.Descendants().Where(e => e.Name.LocalName == "itemref"))
        {
            if (items.TryGetValue(reference.Attribute("idref")?.Value ?? "", out var href) && href.Length > 0)
                yield return href;
        }
    }

    private static void Chapter(ZipArchive archive, string name, bool isLocked, DocumentBuilder builder)
    {
        var why = isLocked ? "it is encrypted" : archive.GetEntry(name) is null ? "the book does not hold it" : null;
        if (why is null && TextDecoder.Decode(ZipPackage.ReadEntry(archive, name)) is { } html)
            HtmlFormat.Read(html, builder, withTitle: false, isXhtml: true);
        else
            builder.Add(BlockKind.Paragraph, $"[The chapter {name} was not read: {why ?? "it is no text"}.]");
    }

    /// <summary>A link is relative to the package file, may be escaped, and may go up.</summary>
    private static string Resolve(string packagePath, string href)
    {
        var parts = new List<string>();
        var folder = packagePath.Contains('/', StringComparison.Ordinal) ? packagePath[..packagePath.LastIndexOf('/')] : "";
        foreach (var part in $"{folder}/{Uri.UnescapeDataString(href.Split('#')[0])}".Split('/',
            StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or ".."))
                parts.Add(part);
        }

        return string.Join('/', parts);
    }
}
