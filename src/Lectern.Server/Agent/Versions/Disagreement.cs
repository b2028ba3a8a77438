using Lectern.Server.Agent.Citations.Binding;
using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Versions;

/// <summary>
/// Where documents say another figure of the same thing, and one of them is later or says that it changes the other. What is not
/// sure is none: other names, other scopes, what was in the past, reports of two years. Thread-safe.
/// </summary>
/// <param name="Versions">The statements, the newest first, each of another file.</param>
internal sealed record Disagreement(IReadOnlyList<DatedStatement> Versions)
{
    /// <summary>The least share of the question's words that a statement holds.</summary>
    private const double LeastShare = 0.5;

    /// <summary>Statements that are compared with each other, those that hold most of the question first.</summary>
    private const int MaxStatements = 60;

    private const int MaxVersions = 4;

    private static readonly HashSet<string> Asking = WordList.Set("""
        long much many often high big large far old warum wieso weshalb wann wo wer was welche welcher welches lange viel viele
        hoch gross weit oft combien quelle quel cuanto cuanta cual
        """);

    /// <param name="passages">What was found, best first.</param>
    /// <returns>Null where they do not disagree on what is asked, or nothing tells which is newer.</returns>
    public static Disagreement? Find(string question, IReadOnlyList<DatedPassage> passages)
    {
        if (passages.DistinctBy(p => p.FileId).Take(2).Count() < 2)
            return null;
        var claim = new ClaimReading(question, "", _ => false);
        var asked = claim.Content.Where(i => !Asking.Contains(claim.Text.Tokens[i].Word)).ToList();
        if (asked.Count == 0 || !claim.Text.IsBindable)
            return null;
        var stated = passages.SelectMany((p, n) => p.Text.Bindable.Where(s => !s.IsTitle && s.Reading.Figures.Count > 0)
            .Select(s => new DatedStatement(n, p, s, Share(new Support(claim, s, p.Text), asked))))
            .Where(s => s.Measures.Count > 0).OrderByDescending(s => s.Share).Take(MaxStatements).ToList();
        foreach (var one in stated.TakeWhile(s => s.Share >= LeastShare))
        {
            var others = stated.Where(o => o.Passage.FileId != one.Passage.FileId && VersionPair.Are(one, o, claim))
                .DistinctBy(o => o.Passage.FileId).Take(MaxVersions - 1).ToList();
            if (others.Count > 0)
                return new Disagreement(NewestFirst([one, .. others]));
        }

        return null;
    }

    private static double Share(Support support, List<int> asked) => asked.Average(
        i => support.Stands(i) || support.StandsAround(support.Claim.Text.Tokens[i]) ? 1.0 : 0);

    /// <summary>Few are sorted; not every two of them can be compared.</summary>
    private static List<DatedStatement> NewestFirst(List<DatedStatement> versions)
    {
        var sorted = new List<DatedStatement>();
        foreach (var version in versions)
        {
            var at = sorted.FindIndex(s => VersionPair.IsNewer(version, s));
            sorted.Insert(at < 0 ? sorted.Count : at, version);
        }

        return sorted;
    }
}
