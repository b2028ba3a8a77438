using Lectern.Benchmarks.Claims.Swaps;
using Lectern.Server.Agent.Citations;

namespace Lectern.Benchmarks.Claims;

/// <summary>
/// How many claims of each kind keep their mark, over the half that rules were chosen on and over the half that was kept for the
/// end.
/// </summary>
internal static class SwapScores
{
    private const double LeastTrue = 95;
    private const double MostFalse = 1;

    public static void Run(Report report, string shared)
    {
        var judged = SwapSet.Make(SourcePassages.Read(shared)).Select(c => (Claim: c, Kept: IsKept(c))).ToList();
        foreach (var half in judged.GroupBy(j => j.Claim.Passage.IsAside).OrderBy(g => g.Key))
        {
            var name = half.Key ? "kept for the end" : "used";
            foreach (var kind in half.GroupBy(j => j.Claim.Kind))
            {
                var (truths, lies) = (kind.Where(j => j.Claim.IsTrue).ToList(), kind.Where(j => !j.Claim.IsTrue).ToList());
                var documents = kind.Select(j => j.Claim.Passage.Document).Distinct().Count();
                report.AddAtLeast(
                    $"{kind.Key}, {name}: true claims that keep their mark", Percent(truths), LeastTrue, "%",
                        $"of {truths.Count}, from {documents} documents");
                report.Add(
                    $"{kind.Key}, {name}: false claims that keep their mark", Percent(lies), MostFalse, "%", $"of {lies.Count}");
            }
        }
    }

    /// <summary>Of the half that rules are chosen on, for whoever looks for what a rule misses.</summary>
    /// <param name="kind">Null: of every kind.</param>
    public static void PrintMissed(string shared, string? kind)
    {
        var used = SourcePassages.Read(shared).Where(p => !p.IsAside).ToList();
        var missed = SwapSet.Make(used).Where(c => (kind is null || c.Kind == kind) && IsKept(c) != c.IsTrue);
        foreach (var claim in missed)
        {
            Console.WriteLine($"== {claim.Kind}, {(claim.IsTrue ? "true and dropped" : "false and kept")}: {claim.Text}");
            Console.WriteLine($"   {claim.Passage.Document}:\n{claim.Passage.Text}\n");
        }
    }

    private static double Percent(List<(SwapClaim Claim, bool Kept)> judged) => 100.0 * judged.Count(j => j.Kept) / judged.Count;

    private static bool IsKept(SwapClaim claim) =>
        ClaimBenchmark.IsKept(claim.Text, claim.Passage.Before, claim.Passage.Text);
}
