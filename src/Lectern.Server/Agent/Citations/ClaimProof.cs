using Lectern.Server.Agent.Citations.Binding;
using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations;

/// <summary>
/// Judges a claim by a passage. Words in quotation marks must stand there; otherwise one statement of the passage (a sentence, a
/// row, an item, a line) must say it: it shares enough of the words, and every rule of <see cref="Bindings"/> holds. A claim of
/// several clauses can be proved by as many statements in a row. Thread-safe.
/// </summary>
internal static class ClaimProof
{
    /// <summary>
    /// The least share of a claim's content words that its statement holds. Chosen on half of the set in
    /// <c>bench/Lectern.Benchmarks/Claims</c>; see <c>bench/results/claims.md</c>.
    /// </summary>
    public const double Threshold = 0.45;

    /// <summary>What a figure counts beside a word: the same number can stand for something else.</summary>
    private const double FigureWeight = 0.5;

    /// <summary>So many statements are compared with each other, those that share most with the claim.</summary>
    private const int MaxRivals = 16;

    /// <summary>A statement that shares so much less with the claim than another is about something else.</summary>
    private const double MaxLess = 0.15;

    /// <summary>The same for one that has other figures than the claim.</summary>
    private const double MuchLess = 0.3;

    /// <summary>A claim of which one statement has so much is not put together of several.</summary>
    private const double Whole = 0.8;

    /// <summary>The least share for a statement with another figure to contradict a claim.</summary>
    private const double SameSubject = 0.7;

    public static ClaimVerdict Judge(Claim claim, PassageText passage, Func<string, bool> isCommon, double threshold = Threshold)
    {
        var reading = new ClaimReading(claim.Text, claim.About, isCommon, claim.Head);
        if (reading.Content.Count + reading.Text.Figures.Count == 0)
            return ClaimVerdict.Unproved.Instance;
        if (Quotation.Verbatim(claim, reading, passage) is { } whole)
            return whole;
        if (claim.Quotes.Count > 0)
            return Quotation.Prove(claim, reading, passage);
        if (!reading.Text.IsBindable)
            return ClaimVerdict.Unproved.Instance;
        var supports = passage.Bindable.Select(s => new Support(reading, s, passage)).ToList();
        if (Best(supports, threshold) is { } best)
            return new ClaimVerdict.Proved(best.Start, best.End);
        return (supports.Exists(s => !s.Statement.IsTitle && s.Share(FigureWeight) >= Whole) ? null
            : ClauseProof.Prove(claim, reading, passage, isCommon, threshold))
            ?? Contradiction(supports) ?? ClaimVerdict.Unproved.Instance;
    }

    /// <summary>The statement that proves a claim; none that shares clearly less with it than another does.</summary>
    public static Statement? Best(IEnumerable<Support> supports, double threshold)
    {
        var shares = supports.Select(s => (Support: s, Share: s.Share(FigureWeight))).OrderByDescending(s => s.Share).ToList();
        var rivals = shares.Where(s => !s.Support.Statement.IsTitle).Take(MaxRivals).ToList();
        return shares.Where(s => s.Share >= threshold && s.Support.IsMainlyOwn && !rivals.Exists(r => IsCloser(r, s)))
            .FirstOrDefault(s => Bindings.Hold(s.Support)).Support?.Statement;
    }

    /// <summary>Whether the claim is clearly more about one statement than about another.</summary>
    private static bool IsCloser((Support Support, double Share) one, (Support Support, double Share) other)
    {
        var areShort = one.Support.Statement.IsShort && other.Support.Statement.IsShort;
        if (areShort && one.Support.HasWordThatIsLacking(other.Support) && !other.Support.HasWordThatIsLacking(one.Support))
            return true;
        if (!one.Support.HasFigures)
            return other.Support.Claim.Text.Figures.Count <= 1 && one.Support.WordShare >= Whole
                && one.Support.WordShare >= other.Support.WordShare + MuchLess;
        return one.Share >= other.Share + MaxLess
            || (one.Share >= other.Share && one.Support.HasWordThatIsLacking(other.Support));
    }

    private static ClaimVerdict? Contradiction(List<Support> supports) => supports
        .Where(s => s.Claim.Text.Figures.Count > 0 && s.Share(0) >= SameSubject && Bindings.HoldBesidesFigures(s)
            && RowBinding.IsNearest(s) && FigureBinding.IsContradicted(s))
        .OrderByDescending(s => s.Share(0)).Select(s => new ClaimVerdict.Contradicted(s.Statement.Start, s.Statement.End))
            .FirstOrDefault();
}
