using System.IO.Compression;
using Lectern.Server.Indexing.Parsing.Formats.Archives;

namespace Lectern.Server.Indexing.Parsing.Formats.OpenDocument;

/// <summary>Whether an OpenDocument file needs a password: its manifest says of its content how it is encrypted.</summary>
internal static class OpenDocumentEncryption
{
    private const string Manifest = "META-INF/manifest.xml";

    public static bool IsIn(ZipArchive archive) => archive.GetEntry("encrypted-package") is not null
        || (archive.GetEntry(Manifest) is not null && ZipPackage.LoadXml(archive, Manifest).Descendants()
            .Any(e => e.Name.LocalName == "encryption-data"
                && e.Parent?.Attributes().FirstOrDefault(a => a.Name.LocalName == "full-path")?.Value
                    is "content.xml" or "encrypted-package"));
}
