using Lectern.Contracts;

namespace Lectern.Server.Evaluations.Judging;

/// <summary>The times that turns took, those that told one.</summary>
internal sealed class Durations
{
    private readonly double[] sorted;

    private Durations(double[] sorted) => this.sorted = sorted;

    public static Durations Of(IEnumerable<EvaluatedTurn> turns) =>
        new([.. turns.Select(t => t.DurationMs).OfType<double>().Order()]);

    /// <returns>Milliseconds; null where there are none.</returns>
    public double? Percentile(double share) =>
        sorted.Length == 0 ? null : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}
