using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Lectern.Server.Retrieval.Vectors;

/// <summary>
/// A hash of a catalog's bytes, which tells whether the disk gave back what was written: four CRC-32C, each of every fourth word
/// of 8 bytes. Any single damage that is shorter than 32 bits is seen, another one in all but one of four thousand million.
/// </summary>
internal static class CatalogSum
{
    /// <summary>Bytes of a sum.</summary>
    public const int Length = 16;

    private const int Lanes = 4;

    /// <summary>Bytes that are summed at once; <see cref="Lanes"/> words divide it.</summary>
    private const int Part = 1 << 20;

    /// <param name="length">Of what is summed, from the stream's beginning.</param>
    public static byte[] Of(Stream file, long length)
    {
        Span<uint> sums = stackalloc uint[Lanes];
        sums.Fill(uint.MaxValue);
        var buffer = new byte[Part];
        file.Position = 0;
        for (var left = length; left > 0;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            file.ReadExactly(part);
            Add(part, sums);
            left -= part.Length;
        }

        return Bytes(sums);
    }

    public static unsafe byte[] Of(byte* start, long length)
    {
        Span<uint> sums = stackalloc uint[Lanes];
        sums.Fill(uint.MaxValue);
        for (var at = 0L; at < length; at += Part)
            Add(new ReadOnlySpan<byte>(start + at, (int)Math.Min(length - at, Part)), sums);
        return Bytes(sums);
    }

    private static void Add(ReadOnlySpan<byte> bytes, Span<uint> sums)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var (a, b, c, d) = (sums[0], sums[1], sums[2], sums[3]);
        var i = 0;
        for (; i + Lanes <= words.Length; i += Lanes)
        {
            a = BitOperations.Crc32C(a, words[i]);
            b = BitOperations.Crc32C(b, words[i + 1]);
            c = BitOperations.Crc32C(c, words[i + 2]);
            d = BitOperations.Crc32C(d, words[i + 3]);
        }

        foreach (var left in bytes[(i * sizeof(ulong))..])
            a = BitOperations.Crc32C(a, left);
        (sums[0], sums[1], sums[2], sums[3]) = (a, b, c, d);
    }

    private static byte[] Bytes(ReadOnlySpan<uint> sums)
    {
        var bytes = new byte[Length];
        for (var i = 0; i < Lanes; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), sums[i]);
        return bytes;
    }
}
