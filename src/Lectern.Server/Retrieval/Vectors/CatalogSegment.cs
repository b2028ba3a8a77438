namespace Lectern.Server.Retrieval.Vectors;

/// <summary>
/// A segment's catalog as a generation sees it: where its chunks stand among all, and which of them are no more.
/// </summary>
internal sealed class CatalogSegment
{
    /// <param name="first">The ordinal, among those of the index, of its first chunk.</param>
    /// <param name="removed">Ranges of ids, both ends inclusive.</param>
    public CatalogSegment(ChunkCatalog catalog, int first, IEnumerable<(long First, long Last)> removed)
    {
        (Catalog, First) = (catalog, first);
        (Live, Length, AroundLength) = (catalog.Count, catalog.Length, catalog.AroundLength);
        foreach (var (from, to) in removed)
            Remove(from, to);
    }

    public ChunkCatalog Catalog { get; }

    public int First { get; }

    /// <summary>Whether each chunk is no more; null when all are there.</summary>
    public bool[]? Removed { get; private set; }

    /// <summary>Chunks that are there.</summary>
    public int Live { get; private set; }

    /// <summary>Terms of the chunks that are there.</summary>
    public long Length { get; private set; }

    /// <summary>Terms of what is around them; what is around a chunk is there as long as it is.</summary>
    public long AroundLength { get; private set; }

    private void Remove(long from, long to)
    {
        var ids = Catalog.Ids;
        var place = ids.BinarySearch(from);
        for (var i = place < 0 ? ~place : place; i < ids.Length && ids[i] <= to; i++)
        {
            Removed ??= new bool[ids.Length];
            if (Removed[i])
                continue;
            Removed[i] = true;
            Live--;
            Length -= Catalog.Lengths[i];
            AroundLength -= Catalog.AroundLengths[i];
        }
    }
}
