using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>
/// Whether a claim says a part of a statement in the statement's own words and order, but for asides and a word here and there:
/// then each figure stands among the same words as there. Thread-safe.
/// </summary>
internal static class SameOrder
{
    /// <summary>Words of the statement that the claim may leave out in one place.</summary>
    private const int MaxLeftOut = 2;

    /// <summary>The share of the claim's words that may be its own.</summary>
    private const double MaxOwn = 0.1;

    public static bool Is(Support support)
    {
        var (claim, statement) = (support.Claim.Text, support.Statement.Reading);
        if (support.Statement.IsRow || Territories.SaysRespectively(statement.Tokens))
            return false;
        var inside = Asides.Inside(statement.Tokens);
        var own = 0;
        var items = 0;
        var last = -1;
        List<int> ends = [];
        for (var i = 0; i < claim.Tokens.Count; i++)
        {
            var places = Places(support, i);
            if (places is null)
                continue;
            items++;
            var isDivided = last >= 0 && HasJoint(claim, last, i);
            List<int> reached = [.. places
                .Where(p => items - own == 1 || ends.Any(e => e < p && IsNext(statement, inside, e, p, isDivided)))];
            if (reached.Count > 0)
                (ends, last) = (reached, claim.FigureAt(i)?.Last ?? i);
            else if (places.Count > 0 || IsBound(support.Claim, i) || ++own > 1 + (int)(MaxOwn * support.Claim.Content.Count))
                return false;
        }

        return items > own;
    }

    /// <summary>Whether a word is one that has to be the statement's.</summary>
    private static bool IsBound(ClaimReading claim, int at) =>
        claim.Text.FigureAt(at) is not null || claim.Names.Contains(at) || claim.Text.Directions.Any(d => d.At == at)
            || claim.Text.Quantifiers.Any(q => q.At == at);

    /// <summary>Where a word or a figure of the claim stands; null for what is neither.</summary>
    private static IReadOnlyList<int>? Places(Support support, int at)
    {
        if (support.Claim.Text.FigureAt(at) is { } figure)
            return [.. support.Statement.Reading.Figures.Where(figure.HasValueOf).Select(f => f.First)];
        return support.Claim.Text.IsContent(at) || IsBound(support.Claim, at) ? support.Places(at) : null;
    }

    private static bool HasJoint(TextReading text, int from, int to) =>
        Enumerable.Range(from + 1, Math.Max(0, to - from - 1)).Any(i => Clauses.Strength(text.Tokens, i) >= 5);

    /// <param name="isDivided">Whether the claim has a joint in this place.</param>
    private static bool IsNext(TextReading statement, IReadOnlySet<int> inside, int from, int to, bool isDivided)
    {
        var (words, joints) = (0, false);
        var end = statement.FigureAt(from)?.Last ?? from;
        for (var i = end + 1; i < to; i++)
        {
            if (inside.Contains(i) && !inside.Contains(to))
                continue;
            if (statement.FigureAt(i) is not null)
                return false;
            words += statement.IsContent(i) ? 1 : 0;
            joints |= Clauses.Strength(statement.Tokens, i) >= 3;
        }

        return words == 0 ? isDivided || !HasJoint(statement, end, to)
            || inside.Contains(end + 1) : words <= MaxLeftOut && !joints;
    }
}
