using Lectern.Server.Retrieval.Words;

namespace Lectern.Server.Retrieval.Vectors;

/// <summary>
/// The chunks of one generation of an index in the catalogs of its segments. A chunk is named by its ordinal, 0 to Count - 1, in
/// the order of ids; the chunks of a file follow each other, in one segment. Some ordinals may be of chunks that are no more:
/// nothing finds them. Thread-safe as long as its catalogs are mapped.
/// </summary>
internal sealed class IndexCatalog
{
    /// <param name="segments">In the order of their chunks.</param>
    public IndexCatalog(long generation, IReadOnlyList<CatalogSegment> segments)
    {
        (Generation, Segments) = (generation, segments);
        Count = segments.Sum(s => s.Catalog.Count);
        Live = segments.Sum(s => s.Live);
        Dimensions = segments.Select(s => s.Catalog.Dimensions).FirstOrDefault(d => d > 0);
        Bytes = segments.Sum(s => s.Catalog.Bytes);
        AverageLength = (float)segments.Sum(s => s.Length) / Live;
        AverageAroundLength = (float)segments.Sum(s => s.AroundLength) / Live;
    }

    public long Generation { get; }

    public IReadOnlyList<CatalogSegment> Segments { get; }

    /// <summary>Of ordinals.</summary>
    public int Count { get; }

    /// <summary>Chunks that are there.</summary>
    public int Live { get; }

    /// <summary>Of its vectors; 0 when it has none.</summary>
    public int Dimensions { get; }

    public long Bytes { get; }

    public float AverageLength { get; }

    public float AverageAroundLength { get; }

    public IndexWords Words => new(this);

    /// <summary>A chunk's id in the database.</summary>
    public long Id(int ordinal)
    {
        var segment = Of(ordinal);
        return segment.Catalog.Ids[ordinal - segment.First];
    }

    /// <summary>The number of a chunk's file in the database.</summary>
    public int File(int ordinal)
    {
        var segment = Of(ordinal);
        return segment.Catalog.Files[ordinal - segment.First];
    }

    /// <summary>Orders chunks of equal scores with the ordinal behind it, however the index is cut into segments.</summary>
    public ulong Key(int ordinal)
    {
        var segment = Of(ordinal);
        return segment.Catalog.Keys[ordinal - segment.First];
    }

    /// <inheritdoc cref="ChunkCatalog.LettersAPiece"/>
    public double LettersAPiece(int ordinal, Func<int, double> measure)
    {
        var segment = Of(ordinal);
        return segment.Catalog.LettersAPiece(ordinal - segment.First, _ => measure(ordinal));
    }

    /// <summary>Cosines with every chunk, good to about 0.005; 0 for one that is no more.</summary>
    /// <param name="query">Of length 1, with <see cref="Dimensions"/> numbers.</param>
    public void Scan(ReadOnlySpan<float> query, Span<float> cosines)
    {
        foreach (var segment in Segments)
        {
            var part = cosines.Slice(segment.First, segment.Catalog.Count);
            if (segment.Catalog.Dimensions == 0)
            {
                part.Clear();
                continue;
            }

            segment.Catalog.Scan(query, part);
            for (var i = 0; segment.Removed is { } removed && i < part.Length; i++)
            {
                if (removed[i])
                    part[i] = 0;
            }
        }
    }

    /// <summary>The sum of the vectors of a chunk and of what is around it, as their int8 has them.</summary>
    public float[] Around(int ordinal)
    {
        var segment = Of(ordinal);
        var sum = new float[Dimensions];
        if (segment.Catalog.Dimensions == 0)
            return sum;
        var (first, last) = Surroundings.Of(segment.Catalog.Files, ordinal - segment.First);
        for (var i = first; i <= last; i++)
            segment.Catalog.AddTo(i, sum);
        return sum;
    }

    private CatalogSegment Of(int ordinal)
    {
        var (low, high) = (0, Segments.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Segments[middle].First <= ordinal)
                low = middle;
            else
                high = middle - 1;
        }

        return Segments[low];
    }
}
