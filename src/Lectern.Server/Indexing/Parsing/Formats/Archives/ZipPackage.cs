using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace Lectern.Server.Indexing.Parsing.Formats.Archives;

/// <summary>
/// A ZIP archive that is safe to read: few enough entries, no bomb, and XML without document types, entities or endless
/// nesting. What an archive says of its sizes is not believed; the entries that are read are counted while they are inflated.
/// Nothing is ever written to a disk, so that an entry's path cannot lead anywhere.
/// </summary>
internal static class ZipPackage
{
    private const int MaxEntries = 20_000;
    private const long MaxBytes = 400L * 1024 * 1024;

    /// <summary>Text deflates to a tenth, at best to a fiftieth; zeros to a thousandth.</summary>
    private const long MaxRatio = 250;
    private const long RatioMattersFromBytes = 8 * 1024 * 1024;
    private const int MaxXmlDepth = 400;

    /// <exception cref="UnreadableFileException">The archive is damaged or beyond the limits.</exception>
    public static ZipArchive Open(byte[] content)
    {
        ZipArchive archive;
        try
        {
            archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        }
        catch (InvalidDataException)
        {
            throw new UnreadableFileException(
                "The file is damaged: it is cut off, or no archive. Save it again and upload it again.");
        }

        if (archive.Entries.Count > MaxEntries)
            throw new UnreadableFileException($"The archive has more than {MaxEntries:N0} entries.");
        if (archive.Entries.Any(e => e.IsEncrypted))
            throw new UnreadableFileException("The file needs a password. Save it without one and upload it again.");
        long total = 0;
        foreach (var entry in archive.Entries)
        {
            total += entry.Length;
            if (entry.Length > RatioMattersFromBytes && entry.Length > MaxRatio * Math.Max(1, entry.CompressedLength))
                throw Bomb();
        }

        return total > MaxBytes ? throw Bomb() : archive;
    }

    /// <summary>
    /// Inflates XML entries once: their sizes are true, they declare no document type, and they nest as documents do.
    /// </summary>
    /// <param name="isParsed">Which entries will be read, by name.</param>
    public static void CheckXml(ZipArchive archive, Func<string, bool> isParsed)
    {
        long total = 0;
        foreach (var entry in archive.Entries.Where(e => isParsed(e.FullName)))
        {
            if (entry.Length == 0)
                continue;
            using var counted = new CountedStream(entry.Open(), MaxBytes - total);
            using var reader = XmlReader.Create(counted, Settings);
            try
            {
                while (reader.Read())
                {
                    if (reader.Depth > MaxXmlDepth)
                        throw new UnreadableFileException(
                            $"The file is damaged: {entry.Name} nests more than {MaxXmlDepth} elements.");
                }
            }
            catch (XmlException e) when (e.Message.Contains("DTD", StringComparison.Ordinal))
            {
                throw new UnreadableFileException(
                    "The file declares XML entities, which no honest document of this kind does. It was not read.");
            }
            catch (XmlException)
            {
                // Not every part is needed; the reader of the format says what it misses.
            }

            total += counted.Count;
        }
    }

    /// <summary>No document types, no entities, nothing resolved.</summary>
    public static XmlReaderSettings Settings { get; } = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 1,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <exception cref="UnreadableFileException">There is no such entry, or it is too large.</exception>
    public static byte[] ReadEntry(ZipArchive archive, string name)
    {
        var entry = archive.GetEntry(name) ?? throw new UnreadableFileException($"The file is damaged: it has no {name}.");
        return ReadEntry(entry);
    }

    /// <exception cref="UnreadableFileException">It is too large.</exception>
    public static byte[] ReadEntry(ZipArchiveEntry entry)
    {
        using var source = new CountedStream(entry.Open(), MaxBytes);
        using var copy = new MemoryStream();
        source.CopyTo(copy);
        return copy.ToArray();
    }

    /// <exception cref="UnreadableFileException">There is no such entry, or it is no XML.</exception>
    public static XDocument LoadXml(ZipArchive archive, string name)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(ReadEntry(archive, name)), Settings);
            return XDocument.Load(reader);
        }
        catch (XmlException)
        {
            throw new UnreadableFileException($"The file is damaged: {name} is no XML.");
        }
    }

    public static UnreadableFileException Bomb() =>
        new("The archive unpacks to far more than its size (a \"zip bomb\"). It was not read.");
}
