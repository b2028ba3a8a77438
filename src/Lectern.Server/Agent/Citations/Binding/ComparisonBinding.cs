using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>What is more than another in the claim is more in the statement, or the other is less. Thread-safe.</summary>
internal static class ComparisonBinding
{
    public static bool Holds(Support support) => support.Claim.Text.Comparisons.All(c => Holds(support, c));

    /// <summary>
    /// Whether a token's direction is part of a comparison that the statement makes too: "shorter" for "longer" with the sides
    /// changed, "less expensive" for "cheaper".
    /// </summary>
    public static bool Decides(Support support, int at) => support.Claim.Text.Comparisons.Any(c => IsOf(c, at)
        && support.Statement.Reading.Comparisons.Where(s => c.Agrees(s) || c.Opposes(s)).ToList() is { Count: > 0 } stated
        && (stated.Any(s => c.Opposes(s) && Turned(support, c, s) > Straight(support, c, s))
            || (stated.TrueForAll(c.Agrees) && c.Words.Contains(at))));

    /// <summary>Whether a token is a part of what a comparison says: its own words, and what tells its sides apart.</summary>
    private static bool IsOf(Comparison comparison, int at) =>
        comparison.Words.Contains(at) || comparison.First.Contains(at) || comparison.Second.Contains(at);

    private static bool Holds(Support support, Comparison claimed)
    {
        var stated = support.Statement.Reading.Comparisons.Where(s => s.Agrees(claimed) || s.Opposes(claimed)).ToList();
        if (stated.Count == 0)
            return support.Statement.Reading.Directions.Any(d => claimed.Agrees(d) && IsUnequal(support.Statement.Reading, d));
        return stated.Any(s => s.Agrees(claimed)
            ? Straight(support, claimed, s) >= Turned(support, claimed, s)
            : Turned(support, claimed, s) > Straight(support, claimed, s));
    }

    /// <summary>"As fast as" is not faster.</summary>
    private static bool IsUnequal(TextReading text, Direction direction) =>
        direction.Ways.Any(w => w.IsStrong) || !(direction.At > 0 && text.Tokens[direction.At - 1].Word is "as" or "so");

    private static int Straight(Support support, Comparison claimed, Comparison stated) =>
        Only(support, claimed.First, stated.First, stated.Second) + Only(support, claimed.Second, stated.Second, stated.First);

    private static int Turned(Support support, Comparison claimed, Comparison stated) =>
        Only(support, claimed.First, stated.Second, stated.First) + Only(support, claimed.Second, stated.First, stated.Second);

    /// <summary>How many words stand on one side and not on the other.</summary>
    private static int Only(Support support, IReadOnlyList<int> words, IReadOnlyList<int> side, IReadOnlyList<int> other) =>
        words.Count(w => support.Places(w).Any(side.Contains) && !support.Places(w).Any(other.Contains));
}
