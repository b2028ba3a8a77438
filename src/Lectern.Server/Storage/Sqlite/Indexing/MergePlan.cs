namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <summary>
/// Which segments are to be joined: neighbours, for a segment is a range. So that a chunk is written a few times in its life, the
/// largest of them is no larger than the others together.
/// </summary>
internal static class MergePlan
{
    /// <summary>So many may stand side by side.</summary>
    private const int Most = 8;

    /// <summary>So few chunks are joined whatever they are.</summary>
    private const long Few = 1_000;

    private const long MostChunks = 1_000_000;

    /// <summary>A segment of more than a few chunks is made again when this share of them is gone.</summary>
    private const double Gone = 0.2;

    /// <param name="segments">In the order of their chunks.</param>
    /// <returns>The cheapest to join, or one alone; empty when all is well.</returns>
    public static IReadOnlyList<SegmentRow> Choose(IReadOnlyList<SegmentRow> segments)
    {
        if (segments.FirstOrDefault(s => s.Live > 0 && s.Chunks > Few && s.Chunks - s.Live >= Gone * s.Chunks) is { } lacking)
            return [lacking];
        var (start, count, least) = (0, 0, long.MaxValue);
        for (var i = 0; i < segments.Count; i++)
        {
            var (sum, largest) = (0L, 0L);
            for (var j = i; j < segments.Count && sum + segments[j].Live <= MostChunks; j++)
            {
                sum += segments[j].Live;
                largest = Math.Max(largest, segments[j].Live);
                if (j - i >= Most && sum < least && (sum <= Few || largest <= sum - largest))
                    (start, count, least) = (i, j - i + 1, sum);
            }
        }

        return [.. segments.Skip(start).Take(count)];
    }
}
