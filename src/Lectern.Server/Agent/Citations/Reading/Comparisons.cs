namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>Finds comparatives and the two sides of them; English and German. Thread-safe.</summary>
internal static class Comparisons
{
    private const int Reach = 14;

    private static readonly HashSet<string> Amounts = ["more", "less", "fewer", "mehr", "weniger"];

    private static readonly HashSet<string> Irregular = ["better", "worse", "further", "farther", "mehr", "besser"];

    public static IReadOnlyList<Comparison> Of(TextReading text)
    {
        var found = new List<Comparison>();
        for (var at = 0; at < text.Tokens.Count && found.Count <= TextReading.MaxSigns; at++)
        {
            if (!text.IsPartOfFigure(at) && IsComparative(text.Tokens, at) && Than(text.Tokens, at) is { } than)
            {
                found.Add(new Comparison(at, Ways(text.Tokens, at), Before(text, at, than), Behind(text, than))
                {
                    Words = Of(text.Tokens, at) is null ? [at] : [at, at + 1],
                });
            }
        }

        return found;
    }

    /// <summary>Whether a token is a comparative, whatever it is compared with.</summary>
    public static bool IsComparative(IReadOnlyList<Token> tokens, int at)
    {
        var word = tokens[at].Word;
        return tokens[at].IsWord && (Amounts.Contains(word) || Irregular.Contains(word)
            || (word.EndsWith("er", StringComparison.Ordinal) && word.Length > 4 && Directions.Of(tokens[at], at) is not null));
    }

    /// <summary>"Heavier", of a word that has an opposite; neither "more" nor "after".</summary>
    public static bool IsRegular(string word) => word.Length > 4 && word.EndsWith("er", StringComparison.Ordinal)
        && new[] { word[..^2], word[..^1], word[..^3] + (word[^3] == 'i' ? "y" : "") }.Any(Directions.IsOne);

    private static int? Than(IReadOnlyList<Token> tokens, int at)
    {
        for (var i = at + 1; i < tokens.Count && i <= at + Reach; i++)
        {
            if (tokens[i].Word is "than" or "als")
                return i;
            if (tokens[i].Word is "compared" or "relative" or "versus" or "vs")
                return i;
            // "A larger boot but a smaller tank than": both are compared with it.
            if (Clauses.Strength(tokens, i) >= 7
                && !Enumerable.Range(i + 1, Math.Min(4, tokens.Count - i - 1)).Any(n => IsComparative(tokens, n)))
                return null;
        }

        return null;
    }

    /// <summary>"Less expensive" is cheaper.</summary>
    private static IReadOnlyList<Way> Ways(IReadOnlyList<Token> tokens, int at)
    {
        var own = Directions.Of(tokens[at], at)?.Ways ?? [];
        if (Of(tokens, at) is not { } of)
            return own;
        var isLess = tokens[at].Word is "less" or "fewer" or "weniger";
        var ways = of.Ways.Where(w => w.Sign != 0).Select(w => isLess ? w with { Sign = -w.Sign } : w).ToList();
        return ways.Count > 0 ? ways : own;
    }

    /// <summary>The adjective that "more" or "less" goes with.</summary>
    private static Direction? Of(IReadOnlyList<Token> tokens, int at) =>
        Amounts.Contains(tokens[at].Word) && at + 1 < tokens.Count ? Directions.Of(tokens[at + 1], at + 1) : null;

    private static List<int> Before(TextReading text, int at, int than)
    {
        var start = at - 1;
        while (start >= 0 && Clauses.Strength(text.Tokens, start) < 6)
            start--;
        if (start >= 0 && !text.Tokens.Take(start).Any(t => t.Word is "than" or "als"))
            start = -1;
        return [.. Enumerable.Range(start + 1, than - start - 1).Where(i => i != at && text.IsContent(i))];
    }

    private static List<int> Behind(TextReading text, int than)
    {
        var end = than + 1;
        while (end < text.Tokens.Count && (Clauses.Strength(text.Tokens, end) < 6 || end == than + 1))
            end++;
        return [.. Enumerable.Range(than + 1, end - than - 1).Where(text.IsContent)];
    }
}
