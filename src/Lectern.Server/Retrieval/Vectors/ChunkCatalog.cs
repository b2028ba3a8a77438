using System.IO.MemoryMappedFiles;
using Lectern.Server.Retrieval.Words;

namespace Lectern.Server.Retrieval.Vectors;

/// <summary>
/// The chunks of one segment of an index, as searching them needs it: ids, files, int8 vectors and the inverted index of
/// their terms, mapped from a file that <see cref="ChunkCatalogWriter"/> wrote. A chunk is named by its ordinal, 0 to Count -
/// 1, in the order of ids; the chunks of a file follow each other. Thread-safe until disposed.
/// </summary>
internal sealed unsafe class ChunkCatalog : IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;
    private readonly CatalogLayout layout;
    private readonly int[] aroundLengths;
    private readonly float[] lettersAPiece;

    private ChunkCatalog(MemoryMappedFile file, MemoryMappedViewAccessor view, CatalogLayout layout)
    {
        (this.file, this.view, this.layout) = (file, view, layout);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        aroundLengths = SumAround();
        foreach (var length in Lengths)
            Length += length;
        foreach (var length in aroundLengths)
            AroundLength += length;
        lettersAPiece = new float[layout.Count];
        Array.Fill(lettersAPiece, float.NaN);
    }

    public long Segment => layout.Segment;

    public int Count => layout.Count;

    /// <summary>Of its vectors; 0 when it has none.</summary>
    public int Dimensions => layout.Dimensions;

    public long Bytes => layout.Bytes;

    /// <summary>Ids of the chunks in the database, ascending.</summary>
    public ReadOnlySpan<long> Ids => new(start + CatalogLayout.Ids, Count);

    /// <summary>The number of each chunk's file in the database.</summary>
    public ReadOnlySpan<int> Files => new(start + layout.Files, Count);

    /// <summary>A hash of the id of each chunk's file.</summary>
    public ReadOnlySpan<ulong> Keys => new(start + layout.Keys, Count);

    /// <summary>Terms of all chunks.</summary>
    public long Length { get; }

    /// <summary>The sum of <see cref="AroundLengths"/>.</summary>
    public long AroundLength { get; }

    /// <summary>Terms of each chunk.</summary>
    public ReadOnlySpan<int> Lengths => new(start + layout.Lengths, Count);

    /// <summary>Terms of what is around each chunk.</summary>
    public ReadOnlySpan<int> AroundLengths => aroundLengths;

    /// <summary>0 for a chunk without a vector.</summary>
    public ReadOnlySpan<float> Scales => new(start + layout.Scales, Count);

    public WordIndex Words => new(
        new(start + layout.Terms, layout.TermCount), new(start + layout.Starts, layout.TermCount + 1),
        new(start + layout.Postings, layout.PostingCount), Files, Lengths, aroundLengths);

    public sbyte* Vector(int ordinal) => (sbyte*)(start + layout.Vectors + ((long)ordinal * Dimensions));

    /// <summary>How the embedding model cuts a chunk (<see cref="Indexing.Embedding.ModelReading"/>); measured once.</summary>
    public double LettersAPiece(int ordinal, Func<int, double> measure)
    {
        if (float.IsNaN(lettersAPiece[ordinal]))
            lettersAPiece[ordinal] = (float)measure(ordinal);
        return lettersAPiece[ordinal];
    }

    /// <summary>Cosines with every chunk, good to about 0.005.</summary>
    /// <param name="query">Of length 1, with <see cref="Dimensions"/> numbers.</param>
    public void Scan(ReadOnlySpan<float> query, Span<float> cosines)
    {
        var quantized = new sbyte[Dimensions];
        var queryScale = Int8Vector.Quantize(query, quantized);
        var wide = Array.ConvertAll(quantized, q => (short)q);
        var scales = Scales;
        for (var i = 0; i < cosines.Length; i++)
            cosines[i] = scales[i] == 0 ? 0 : Int8Vector.Dot(wide, Vector(i)) * scales[i] * queryScale;
    }

    /// <summary>Adds a chunk's vector, as its int8 has it.</summary>
    public void AddTo(int ordinal, Span<float> sum)
    {
        var vector = Vector(ordinal);
        var scale = Scales[ordinal];
        for (var i = 0; i < sum.Length; i++)
            sum[i] += vector[i] * scale;
    }

    /// <returns>Null when there is no such file, or it is not whole, of another version, or damaged.</returns>
    public static ChunkCatalog? Open(string path, long segment)
    {
        if (!File.Exists(path) || CatalogLayout.Read(path) is not { } layout || layout.Segment != segment)
            return null;
        try
        {
            var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            if (IsSound(view, layout))
                return new ChunkCatalog(file, view, layout);
            view.Dispose();
            file.Dispose();
            return null;
        }
        catch (FileNotFoundException)
        {
            // A newer generation's swap, or a merge, has just removed it.
            return null;
        }
    }

    public void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }

    /// <summary>Before anything believes an ordinal that is read there.</summary>
    private static bool IsSound(MemoryMappedViewAccessor view, CatalogLayout layout)
    {
        if (!layout.HasSum)
            return true;
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            return CatalogSum.Of(start, layout.Bytes).AsSpan().SequenceEqual(new(start + layout.Bytes, CatalogSum.Length));
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    private int[] SumAround()
    {
        var sums = new int[Count];
        for (var i = 0; i < sums.Length; i++)
        {
            var (first, last) = Surroundings.Of(Files, i);
            for (var j = first; j <= last; j++)
                sums[i] += Lengths[j];
        }

        return sums;
    }
}
