using System.Runtime.InteropServices;
using Lectern.Server.Retrieval.Words;

namespace Lectern.Server.Retrieval.Vectors;

/// <summary>Writes a catalog's file, whole or not at all.</summary>
internal static class ChunkCatalogWriter
{
    /// <summary>A chunk's ordinal has 24 bits in a posting.</summary>
    private const int MaxChunks = 1 << 24;

    /// <exception cref="InvalidOperationException">There are more chunks than a catalog can name.</exception>
    public static void Write(string path, long segment, CatalogSource source)
    {
        if (source.Chunks.Count > MaxChunks)
            throw new InvalidOperationException($"A segment of an index cannot have {source.Chunks.Count} passages.");
        var unfinished = path + ".new";
        var words = Invert(source);
        var layout = new CatalogLayout(
            segment, source.Chunks.Count, source.Dimensions, words.Terms.Length, words.Postings.Length);
        try
        {
            Write(unfinished, layout, words, source);
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private static void Write(
        string path, CatalogLayout layout, (ulong[] Terms, int[] Starts, uint[] Postings, int[] Lengths) words,
        CatalogSource source)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        layout.WriteHeader(stream);
        stream.Write(MemoryMarshal.AsBytes<long>(source.Chunks.Select(c => c.Id).ToArray()));
        stream.Write(MemoryMarshal.AsBytes<ulong>(source.Chunks.Select(c => c.Key).ToArray()));
        stream.Write(MemoryMarshal.AsBytes<ulong>(words.Terms));
        stream.Write(MemoryMarshal.AsBytes<int>(words.Starts));
        stream.Write(MemoryMarshal.AsBytes<uint>(words.Postings));
        stream.Write(MemoryMarshal.AsBytes<int>(source.Chunks.Select(c => c.File).ToArray()));
        stream.Write(MemoryMarshal.AsBytes<int>(words.Lengths));
        var scales = new float[layout.Count];
        stream.Write(MemoryMarshal.AsBytes<float>(scales));
        if (source.Dimensions > 0)
            WriteVectors(stream, source, scales);
        stream.Position = layout.Scales;
        stream.Write(MemoryMarshal.AsBytes<float>(scales));
        stream.Write(CatalogSum.Of(stream, layout.Bytes));

        // Before what names it is on the disk: a segment may stand for months.
        stream.Flush(flushToDisk: true);
    }

    /// <summary>The chunks are read twice, to count and to fill, so that the postings are held once.</summary>
    private static (ulong[] Terms, int[] Starts, uint[] Postings, int[] Lengths) Invert(CatalogSource source)
    {
        var next = new Dictionary<ulong, int>();
        foreach (var stored in source.Terms())
        {
            for (var i = 0; i < TermCounts.Count(stored); i++)
                CollectionsMarshal.GetValueRefOrAddDefault(next, TermCounts.Read(stored, i).Term, out _)++;
        }

        var terms = next.Keys.Order().ToArray();
        var starts = new int[terms.Length + 1];
        for (var i = 0; i < terms.Length; i++)
        {
            starts[i + 1] = checked(starts[i] + next[terms[i]]);
            next[terms[i]] = starts[i];
        }

        var postings = new uint[starts[^1]];
        var lengths = new int[source.Chunks.Count];
        var ordinal = 0;
        foreach (var stored in source.Terms())
        {
            for (var i = 0; i < TermCounts.Count(stored); i++)
            {
                var (term, times) = TermCounts.Read(stored, i);
                postings[CollectionsMarshal.GetValueRefOrNullRef(next, term)++] = ((uint)ordinal << 8) | times;
                lengths[ordinal] += times;
            }

            ordinal++;
        }

        return (terms, starts, postings, lengths);
    }

    private static void WriteVectors(Stream stream, CatalogSource source, float[] scales)
    {
        var quantized = new sbyte[source.Dimensions];
        var i = 0;
        foreach (var vector in source.Vectors())
        {
            Array.Clear(quantized);
            if (vector is not null)
                scales[i] = Int8Vector.Quantize(Int8Vector.Floats(vector), quantized);
            stream.Write(MemoryMarshal.AsBytes<sbyte>(quantized));
            i++;
        }
    }
}
