namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// The words around a figure that make it a bound: at least, no more than, or older. English and German. Thread-safe.
/// </summary>
internal static class Bounds
{
    private const int MaxWordsBetween = 2;

    private static readonly (string[] Words, Bound Bound)[] Before =
    [
        .. Phrases(Bound.AtLeast, """
            at least | no less than | not less than | no fewer than | not fewer than | a minimum of | minimum of | minimum |
            min | no earlier than | no shorter than | no younger than | ≥ | > = | mindestens | wenigstens | nicht weniger als
            """),
        .. Phrases(Bound.AtMost, """
            at most | no more than | not more than | no longer than | not longer than | no later than | not later than | no
            greater than | no higher than | no older than | up to | a maximum of | maximum of | maximum | max | not exceeding
            | not exceed | not to exceed | ≤ | < = | hochstens | maximal | bis zu | nicht mehr als | not have more than | not
            over
            """),
        .. Phrases(Bound.MoreThan, """
            more than | greater than | higher than | larger than | longer than | older than | in excess of | upwards of |
            exceeding | exceeds | exceed | exceeded | > | mehr als | uber | mas de | plus de
            """),
        .. Phrases(Bound.LessThan, """
            less than | fewer than | lower than | smaller than | shorter than | younger than | < | weniger als | menos de |
            moins de | unter
            """),
        .. Phrases(Bound.Over, "over | above"),
        .. Phrases(Bound.Under, "below | under"),
    ];

    private static readonly (string[] Words, Bound Bound)[] Behind =
    [
        .. Phrases(Bound.AtLeast, """
            or more | or older | or over | or above | and over | and above | or higher | or longer | or later | and older |
            and more | oder mehr | +
            """),
        .. Phrases(Bound.AtMost, """
            or less | or fewer | or under | or below | or younger | or lower | or shorter | oder weniger
            """),
    ];

    /// <param name="first">The figure's first token, or its sign of money.</param>
    /// <param name="last">Its last one.</param>
    /// <param name="used">Takes up the tokens that make the bound: they say nothing else.</param>
    public static Bound Read(IReadOnlyList<Token> tokens, int first, int last, HashSet<int> used)
    {
        foreach (var (words, bound) in Before)
        {
            if (Ends(tokens, first, words) is { } at)
            {
                for (var i = at; i < at + words.Length; i++)
                    used.Add(i);
                return Denied(tokens, at, bound, used);
            }
        }

        // The unit may be said again: "18 years of age or older".
        for (var skip = 0; skip <= MaxWordsBetween; skip++)
        {
            foreach (var (words, bound) in Behind)
            {
                if (!Begins(tokens, last + 1 + skip, words) || (words[0] == "+" && (skip > 0 || !IsPlus(tokens, last + 1))))
                    continue;
                for (var i = last + 1 + skip; i < last + 1 + skip + words.Length; i++)
                    used.Add(i);
                return bound;
            }
        }

        return Bound.None;
    }

    /// <summary>"Do not take more than": the denial is part of the bound.</summary>
    private static Bound Denied(IReadOnlyList<Token> tokens, int at, Bound bound, HashSet<int> used)
    {
        if (bound is not (Bound.MoreThan or Bound.LessThan or Bound.Over or Bound.Under))
            return bound;
        for (var i = at - 1; i >= 0 && i >= at - 4 && tokens[i].IsWord; i--)
        {
            if (tokens[i].Word is not ("not" or "never" or "nicht" or "no"))
                continue;
            used.Add(i);
            return bound is Bound.MoreThan or Bound.Over ? Bound.AtMost : Bound.AtLeast;
        }

        return bound;
    }

    /// <summary>"18+", and not "5 + 3" or "0.65 +/- 0.16".</summary>
    private static bool IsPlus(IReadOnlyList<Token> tokens, int at) =>
        tokens[at].Start == tokens[at - 1].End
            && !(at + 1 < tokens.Count && (tokens[at + 1].Kind == TokenKind.Number || tokens[at + 1].Is('/')));

    private static int? Ends(IReadOnlyList<Token> tokens, int end, string[] words)
    {
        // "At least about 5", "at least the 5".
        for (var skip = 0; skip <= 1; skip++)
        {
            var at = end - skip - words.Length;
            if (at >= 0 && Begins(tokens, at, words)
                && (skip == 0 || tokens[end - 1].Word is "about" or "the" or "some" or "a" or "only" or "approximately"))
                return at;
        }

        return null;
    }

    private static bool Begins(IReadOnlyList<Token> tokens, int at, string[] words)
    {
        if (at + words.Length > tokens.Count)
            return false;
        for (var i = 0; i < words.Length; i++)
        {
            if (tokens[at + i].Word != words[i])
                return false;
        }

        return true;
    }

    private static IEnumerable<(string[] Words, Bound Bound)> Phrases(Bound bound, string phrases) =>
        WordList.Groups(phrases).Select(p => (p, bound));
}
