namespace Lectern.Benchmarks;

/// <summary>A median, and between what it lies with 95 % as far as the measurements tell.</summary>
internal readonly record struct MedianRange(double Median, double Low, double High)
{
    /// <summary>
    /// The range by order statistics, which asks nothing of how the measurements are distributed; of five or fewer it is from the
    /// smallest to the largest.
    /// </summary>
    public static MedianRange Of(IEnumerable<double> measured)
    {
        var sorted = measured.Order().ToList();
        var n = sorted.Count;

        // As many are left out at each end as the true median would have beyond them in at most 2.5 % of all runs.
        var (outside, rank) = (0.0, 0);
        for (var chance = Math.Pow(0.5, n); (outside += chance) <= 0.025; rank++)
            chance *= (n - rank) / (rank + 1.0);
        rank = Math.Max(0, rank - 1);
        return new MedianRange((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[rank], sorted[n - 1 - rank]);
    }
}
