using System.Formats.Tar;
using System.IO.Compression;

namespace Lectern.Server.Indexing.Parsing.Formats.Archives;

/// <summary>An archive as a folder of documents: each file by its name with what it says, or why it was not read.</summary>
internal static class ArchiveFormat
{
    private const int MaxFileBytes = 64 * 1024 * 1024;
    private const int TarMagic = 257;

    public static bool IsTar(ReadOnlySpan<byte> content) =>
        content.Length > TarMagic + 5 && content.Slice(TarMagic, 5).SequenceEqual("ustar"u8);

    public static void ReadZip(ZipArchive archive, FormatContext context) => Add(
        archive.Entries.Where(e => !e.FullName.EndsWith('/')).Select(
            e => (e.FullName, (Func<byte[]?>)(() => e.Length > MaxFileBytes ? null : ZipPackage.ReadEntry(e)))),
        context);

    /// <exception cref="UnreadableFileException">It is damaged, or unpacks to too much.</exception>
    public static void ReadTar(Stream tar, FormatContext context)
    {
        using var reader = new TarReader(new CountedStream(tar, ArchiveBudget.MaxBytes));
        try
        {
            Add(Entries(reader), context);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new UnreadableFileException($"The archive is damaged: {e.Message}");
        }
    }

    /// <summary>What a gzip file holds.</summary>
    /// <exception cref="UnreadableFileException">It is damaged, or unpacks to too much.</exception>
    public static byte[] Unzip(byte[] content, FormatContext context)
    {
        try
        {
            var packed = new GZipStream(new MemoryStream(content, writable: false), CompressionMode.Decompress);
            using var source = new CountedStream(packed, MaxFileBytes * 3L);
            using var copy = new MemoryStream();
            source.CopyTo(copy);
            if (context.Depth > 0)
                context.Archives.Count(copy.Length);
            return copy.ToArray();
        }
        catch (InvalidDataException e)
        {
            throw new UnreadableFileException($"The archive is damaged: {e.Message}");
        }
    }

    private static IEnumerable<(string Name, Func<byte[]?> Read)> Entries(TarReader reader)
    {
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                || entry.DataStream is not { } data)
                continue;
            yield return (entry.Name, () =>
            {
                if (entry.Length > MaxFileBytes)
                    return null;
                using var copy = new MemoryStream();
                data.CopyTo(copy);
                return copy.ToArray();
            }
            );
        }
    }

    private static void Add(IEnumerable<(string Name, Func<byte[]?> Read)> files, FormatContext context)
    {
        var (count, isAnyRead, reason) = (0, false, "it holds none.");
        foreach (var (name, read) in files)
        {
            if (IsOfSystem(name))
                continue;
            if (context.Builder.IsFull)
                break;
            if (context.Archives.Spent is { } spent)
            {
                context.Builder.Add(BlockKind.Paragraph, $"[Only the first {spent} of the archive were read.]");
                reason = count == 0 ? $"only the first {spent} are read of archives in an archive." : reason;
                break;
            }

            count++;
            context.Archives.CountFile();
            if (read() is { } content)
            {
                context.Archives.Count(content.Length);
                var why = context.AddInside(content, name, "File");
                isAnyRead |= why is null;
                reason = why ?? reason;
            }
            else
            {
                reason = $"it is larger than {MaxFileBytes / 1024 / 1024} MiB.";
                context.Builder.Add(BlockKind.Paragraph, $"[The file {name} was not read: {reason}]");
            }

            context.Sign(count);
        }

        if (!isAnyRead)
            throw new UnreadableFileException($"No file of the archive can be read. The last: {reason}");
    }

    /// <summary>What systems put beside people's files.</summary>
    private static bool IsOfSystem(string name) => name.StartsWith("__MACOSX/", StringComparison.Ordinal)
        || Path.GetFileName(name) is ".DS_Store" or "Thumbs.db" or "desktop.ini";
}
