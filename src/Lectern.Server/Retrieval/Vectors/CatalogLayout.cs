using System.Runtime.InteropServices;

namespace Lectern.Server.Retrieval.Vectors;

/// <summary>
/// Where everything stands in a catalog's file, little-endian: the header ("LECTCAT4", the segment's name as 8 bytes, then
/// counts of chunks, dimensions, terms and postings as 4 each), ids and keys (8 × chunks each), terms (8 × terms), starts (4 ×
/// (terms + 1)), postings (4 × postings), files, lengths and scales (4 × chunks each), vectors (dimensions × chunks).
/// </summary>
internal sealed record CatalogLayout(long Segment, int Count, int Dimensions, int TermCount, int PostingCount)
{
    private const int HeaderBytes = 32;
    private static ReadOnlySpan<byte> Magic => "LECTCAT4"u8;

    public static long Ids => HeaderBytes;

    public long Keys => Ids + (8L * Count);

    public long Terms => Keys + (8L * Count);

    public long Starts => Terms + (8L * TermCount);

    public long Postings => Starts + (4L * (TermCount + 1));

    public long Files => Postings + (4L * PostingCount);

    public long Lengths => Files + (4L * Count);

    public long Scales => Lengths + (4L * Count);

    public long Vectors => Scales + (4L * Count);

    public long Bytes => Vectors + ((long)Count * Dimensions);

    /// <returns>Null when the file is not whole, or of another version.</returns>
    public static CatalogLayout? Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var header = new byte[HeaderBytes];
            if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes
                || !header.AsSpan(0, 8).SequenceEqual(Magic))
                return null;
            var counts = MemoryMarshal.Cast<byte, int>(header.AsSpan(16));
            var layout = new CatalogLayout(
                MemoryMarshal.Read<long>(header.AsSpan(8)), counts[0], counts[1], counts[2], counts[3]);
            return file.Length == layout.Bytes ? layout : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public void WriteHeader(Stream file)
    {
        file.Write(Magic);
        file.Write(MemoryMarshal.AsBytes<long>([Segment]));
        file.Write(MemoryMarshal.AsBytes<int>([Count, Dimensions, TermCount, PostingCount]));
    }
}
