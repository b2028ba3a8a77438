using System.Buffers.Binary;

namespace Lectern.Server.Retrieval.Words;

/// <summary>
/// The terms of a chunk as they are stored: for each distinct term 8 bytes, its <see cref="Hash"/>, and 1 byte, how often it
/// stands there (255 for more). Little-endian.
/// </summary>
internal static class TermCounts
{
    private const int EntryBytes = 9;

    public static byte[] Of(IEnumerable<string> terms)
    {
        var counts = terms.CountBy(t => t, StringComparer.Ordinal).ToList();
        var stored = new byte[counts.Count * EntryBytes];
        for (var i = 0; i < counts.Count; i++)
        {
            var entry = stored.AsSpan(i * EntryBytes);
            BinaryPrimitives.WriteUInt64LittleEndian(entry, Hash(counts[i].Key));
            entry[8] = (byte)Math.Min(counts[i].Value, byte.MaxValue);
        }

        return stored;
    }

    public static int Count(ReadOnlySpan<byte> stored) => stored.Length / EntryBytes;

    public static (ulong Term, byte Times) Read(ReadOnlySpan<byte> stored, int entry) =>
        (BinaryPrimitives.ReadUInt64LittleEndian(stored[(entry * EntryBytes)..]), stored[(entry * EntryBytes) + 8]);

    /// <summary>
    /// FNV-1a of 64 bits over the UTF-16 units (Fowler, Noll, Vo). Among a million terms two share one with a chance of 1 in 37
    /// million.
    /// </summary>
    public static ulong Hash(string term)
    {
        var hash = 14695981039346656037;
        foreach (var unit in term)
            hash = unchecked((hash ^ unit) * 1099511628211);
        return hash;
    }
}
