namespace Lectern.Contracts;

/// <summary>The sums of replayed questions.</summary>
/// <param name="Failed">Questions without a whole answer now.</param>
/// <param name="Changed">Turns with any change but the time.</param>
/// <param name="NowRefused">Answered then, refused now.</param>
/// <param name="NowAnswered">Refused then, answered now.</param>
/// <param name="ThenP50Ms">Median of the durations then; null without one.</param>
public sealed record ReplayTotals(
    int Turns,
    int Failed,
    int Changed,
    int TextChanged,
    int CitationsChanged,
    int NowRefused,
    int NowAnswered,
    int ThenStatements,
    int ThenUnproved,
    int ThenContradicted,
    int NowStatements,
    int NowUnproved,
    int NowContradicted,
    double? ThenP50Ms,
    double? NowP50Ms);
