using Lectern.Benchmarks.Answers;
using Lectern.Server.Agent.Citations;
using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Benchmarks.Claims;

/// <summary>
/// Whether marks are kept that should be: over the committed claims at each threshold, and over whole answers of scripted models
/// that also lie, by HTTP.
/// </summary>
internal static class ClaimBenchmark
{
    public static async Task<Report> RunAsync()
    {
        var report = new Report(
            "claims",
            "Claims and their marks",
            "First the rule alone, over the committed claims about passages "
            + "(`bench/Lectern.Benchmarks/Claims/claims.txt`): the threshold was",
            "chosen on the even passages; the odd ones are kept aside. Then twelve "
            + "kinds of claims that are made of the sentences and tables of",
            "`../shared` by swapping one thing, each with a true twin; a hash of the "
            + "document decides which half it is of. Then claims written by hand",
            "(`aside.txt`), before the rules. Then whole turns over HTTP: a scripted "
            + "model answers XQuAD's questions with true claims, and with lies",
            "about numbers, names, passages and quotations; every citation that is shown is compared with `read`.");
        Judge(report, ClaimSet.Read("bench/Lectern.Benchmarks/Claims/claims.txt"));
        SwapScores.Run(report, "../shared");
        Aside(report, ClaimSet.Read("bench/Lectern.Benchmarks/Claims/aside.txt"));
        await LyingAnswers.RunAsync(report, AnswerSet.Read("../shared/data/xquad_dev"));
        return report;
    }

    private static void Judge(Report report, IReadOnlyList<JudgedClaim> claims)
    {
        foreach (var threshold in (double[])[0.25, 0.35, ClaimProof.Threshold, 0.55, 0.65])
        {
            var (chosen, aside) = (
                Score(claims.Where(c => !c.IsHeldOut), threshold), Score(claims.Where(c => c.IsHeldOut), threshold));
            report.Note(
                $"Threshold {threshold:0.00}{(threshold == ClaimProof.Threshold ? " (in use)" : "")}",
                $"precision {chosen.Precision:0.000}, recall {chosen.Recall:0.000}",
                $"kept aside: precision {aside.Precision:0.000}, recall {aside.Recall:0.000}");
        }

        var kept = claims.Select(c => (Claim: c, Kept: IsKept(c, ClaimProof.Threshold))).ToList();
        report.AddAtLeast(
            "True claims that keep their mark", Percent(kept.Where(c => c.Claim.IsTrue)), 90, "%",
                $"of {kept.Count(c => c.Claim.IsTrue)}");
        report.AddAtLeast(
            "… of those kept aside", Percent(kept.Where(c => c.Claim is { IsTrue: true, IsHeldOut: true })), 90, "%", "");
        foreach (var kind in kept.Where(c => !c.Claim.IsTrue).GroupBy(c => c.Claim.Kind)
            .OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            if (kind.Key is "number" or "name")
                report.Add($"Lies that keep their mark: {kind.Key}", Percent(kind), 0, "%", $"of {kind.Count()}");
            else
                report.Note($"Lies that keep their mark: {kind.Key}", $"{Percent(kind):0.0} %", $"of {kind.Count()}");
        }
    }

    private static void Aside(Report report, IReadOnlyList<JudgedClaim> claims)
    {
        var kept = claims.Select(c => (Claim: c, Kept: IsKept(c, ClaimProof.Threshold))).ToList();
        report.AddAtLeast(
            "Written by hand: true claims that keep their mark", Percent(kept.Where(c => c.Claim.IsTrue)), 95, "%",
                $"of {kept.Count(c => c.Claim.IsTrue)}");
        report.Add(
            "Written by hand: false claims that keep their mark", Percent(kept.Where(c => !c.Claim.IsTrue)), 1, "%",
                $"of {kept.Count(c => !c.Claim.IsTrue)}");
    }

    private static (double Precision, double Recall) Score(IEnumerable<JudgedClaim> claims, double threshold)
    {
        var judged = claims.Select(c => (c.IsTrue, Kept: IsKept(c, threshold))).ToList();
        var right = (double)judged.Count(c => c is { IsTrue: true, Kept: true });
        return (right / Math.Max(1, judged.Count(c => c.Kept)), right / judged.Count(c => c.IsTrue));
    }

    private static bool IsKept(JudgedClaim judged, double threshold) => IsKept(judged.Text, "", judged.Passage, threshold);

    /// <param name="before">The document's text up to the passage.</param>
    public static bool IsKept(string text, string before, string passage, double threshold = ClaimProof.Threshold)
    {
        var small = (before + passage).Split([' ', '\n', ',', '.', ';', ':', '(', ')', '"'])
            .Where(w => w.Length > 0 && char.IsLower(w[0])).ToHashSet(StringComparer.Ordinal);
        return Claim.Before(text, 0) is { } claim
            && ClaimProof.Judge(claim, new PassageText(passage, before), small.Contains, threshold) is ClaimVerdict.Proved;
    }

    private static double Percent(IEnumerable<(JudgedClaim Claim, bool Kept)> claims)
    {
        var list = claims.ToList();
        return 100.0 * list.Count(c => c.Kept) / list.Count;
    }
}
