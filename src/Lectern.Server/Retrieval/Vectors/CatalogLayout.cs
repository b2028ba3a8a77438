using System.Runtime.InteropServices;

namespace Lectern.Server.Retrieval.Vectors;

/// <summary>
/// Where everything stands in a catalog's file, little-endian: the header ("LECTCAT5", the segment's name as 8 bytes, then
/// counts of chunks, dimensions, terms and postings as 4 each), ids and keys (8 × chunks each), terms (8 × terms), starts (4 ×
/// (terms + 1)), postings (4 × postings), files, lengths and scales (4 × chunks each), vectors (dimensions × chunks), and the
/// <see cref="CatalogSum"/> of all this, which those of an earlier version lack.
/// </summary>
internal sealed record CatalogLayout(long Segment, int Count, int Dimensions, int TermCount, int PostingCount)
{
    private const int HeaderBytes = 32;
    private static ReadOnlySpan<byte> Magic => "LECTCAT5"u8;
    private static ReadOnlySpan<byte> MagicWithoutSum => "LECTCAT4"u8;

    /// <summary>Whether the <see cref="CatalogSum"/> stands at the end.</summary>
    public bool HasSum { get; init; }

    public static long Ids => HeaderBytes;

    public long Keys => Ids + (8L * Count);

    public long Terms => Keys + (8L * Count);

    public long Starts => Terms + (8L * TermCount);

    public long Postings => Starts + (4L * (TermCount + 1));

    public long Files => Postings + (4L * PostingCount);

    public long Lengths => Files + (4L * Count);

    public long Scales => Lengths + (4L * Count);

    public long Vectors => Scales + (4L * Count);

    /// <summary>Without the sum.</summary>
    public long Bytes => Vectors + ((long)Count * Dimensions);

    /// <returns>Null when the file is not whole, or of another version.</returns>
    public static CatalogLayout? Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var header = new byte[HeaderBytes];
            if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !IsMagic(header))
                return null;
            var counts = MemoryMarshal.Cast<byte, int>(header.AsSpan(16));
            var layout = new CatalogLayout(
                MemoryMarshal.Read<long>(header.AsSpan(8)), counts[0], counts[1], counts[2], counts[3])
            {
                HasSum = header.AsSpan().StartsWith(Magic),
            };
            return file.Length == layout.Bytes + (layout.HasSum ? CatalogSum.Length : 0) ? layout : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether a file begins as one that can be read.</summary>
    public static bool IsOfVersion(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var magic = new byte[Magic.Length];
            return file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length
                && IsMagic(magic);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private static bool IsMagic(ReadOnlySpan<byte> begin) => begin.StartsWith(Magic) || begin.StartsWith(MagicWithoutSum);

    public void WriteHeader(Stream file)
    {
        file.Write(Magic);
        file.Write(MemoryMarshal.AsBytes<long>([Segment]));
        file.Write(MemoryMarshal.AsBytes<int>([Count, Dimensions, TermCount, PostingCount]));
    }
}
