using System.IO.Compression;
using Lectern.Server.Indexing.Parsing.Formats.Archives;

namespace Lectern.Server.Indexing.Parsing.Formats.Epub;

/// <summary>
/// Which parts of a book are encrypted, by <c>META-INF/encryption.xml</c>. Fonts that are only scrambled against copying do not
/// count.
/// </summary>
internal static class EpubEncryption
{
    private const string Name = "META-INF/encryption.xml";

    private static readonly string[] Scrambled = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

    /// <summary>Names of entries.</summary>
    public static HashSet<string> Locked(ZipArchive archive)
    {
        var locked = new HashSet<string>(StringComparer.Ordinal);
        if (archive.GetEntry(Name) is null)
            return locked;
        foreach (var data in ZipPackage.LoadXml(archive, Name).Root!.Elements().Where(e => e.Name.LocalName == "EncryptedData"))
        {
            var method = data.Elements().FirstOrDefault(e => e.Name.LocalName == "EncryptionMethod")?
                .Attribute("Algorithm")?.Value;
            if (Scrambled.Contains(method))
                continue;
            foreach (var reference in data.Descendants().Where(e => e.Name.LocalName == "CipherReference"))
                locked.Add(Uri.UnescapeDataString(reference.Attribute("URI")?.Value ?? "").TrimStart('/'));
        }

        return locked;
    }
}
