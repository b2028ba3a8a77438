namespace Lectern.Eval;

/// <summary>Measures of one ranking, 0 to 1, as trec_eval computes them.</summary>
/// <remarks>
/// nDCG: Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", TOIS 20(4), 2002; the gain is the grade.
/// </remarks>
internal static class Metrics
{
    /// <param name="ranking">Documents, best first, each once.</param>
    /// <param name="grades">Of the judged documents; 0 and less is not relevant.</param>
    public static double Ndcg(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, double> grades, int cut)
    {
        var ideal = grades.Values.Where(g => g > 0).OrderDescending().Take(cut).Select(Discounted).Sum();
        return ideal == 0 ? 0 : ranking.Take(
            cut).Select((d, i) => Discounted(Math.Max(0, grades.GetValueOrDefault(d)), i)).Sum() / ideal;
    }

    public static double Recall(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, double> grades, int cut)
    {
        var relevant = grades.Count(g => g.Value > 0);
        return relevant == 0 ? 0 : (double)ranking.Take(cut).Count(d => grades.GetValueOrDefault(d) > 0) / relevant;
    }

    /// <summary>1 / the rank of the first relevant document; 0 when none is within the cut.</summary>
    public static double ReciprocalRank(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, double> grades, int cut)
    {
        var first = ranking.Take(cut).TakeWhile(d => grades.GetValueOrDefault(d) <= 0).Count();
        return first < Math.Min(cut, ranking.Count) ? 1.0 / (first + 1) : 0;
    }

    private static double Discounted(double grade, int rank) => grade / Math.Log2(rank + 2);
}
