using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>
/// What stands next to a figure (or a direction) in the claim stands nearer to it in the statement than to another that could be
/// meant. Catches two in each other's place, however long the sentence is. Thread-safe.
/// </summary>
internal static class Neighbourhood
{
    /// <summary>Words and figures on each side.</summary>
    private const int Reach = 3;

    /// <param name="claimed">Where it stands in the claim.</param>
    /// <param name="stated">Where it stands in the statement.</param>
    /// <param name="other">Where the other one stands in the claim, or null.</param>
    /// <param name="rival">Where the other one stands in the statement.</param>
    public static bool Fits(Support support, int claimed, int stated, int? other, int rival)
    {
        var (own, others) = (0, 0);
        foreach (var (at, places) in Around(support, claimed))
        {
            if (at == other || Math.Abs(at - (other ?? int.MaxValue / 2)) <= Math.Abs(at - claimed))
                continue;
            // The subject is said once for all.
            if (other is null && places.Any(p => support.Statement.Subject.Contains(support.Statement.Tokens[p])))
                continue;
            var sides = places.Select(p => Territories.IsOnSide(support.Statement.Reading, stated, rival, p)).ToList();
            own += sides.TrueForAll(s => s == true) ? 1 : 0;
            others += sides.TrueForAll(s => s == false) ? 1 : 0;
        }

        return others <= own;
    }

    /// <summary>Where the words and figures that stand next to a token of the claim stand in the statement.</summary>
    private static IEnumerable<(int At, IReadOnlyList<int> Places)> Around(Support support, int claimed)
    {
        foreach (var step in (int[])[-1, 1])
        {
            var found = 0;
            for (var i = claimed + step; i >= 0 && i < support.Claim.Text.Tokens.Count && found < Reach; i += step)
            {
                IReadOnlyList<int> places = support.Claim.Text.FigureAt(i) is { } figure
                    ? [.. support.Statement.Reading.Figures.Where(figure.HasValueOf).Select(g => g.First)]
                    : support.Claim.Text.IsContent(i) ? support.Places(i) : [];
                if (places.Count == 0)
                    continue;
                found++;
                yield return (i, places);
            }
        }
    }
}
