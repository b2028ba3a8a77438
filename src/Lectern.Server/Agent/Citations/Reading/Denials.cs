namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>Finds what a text denies; English, German, French, Spanish. Thread-safe.</summary>
internal static class Denials
{
    /// <summary>As many words behind a denial are surely denied.</summary>
    private const int Reach = 3;

    private static readonly HashSet<string> Words = WordList.Set("""
        not no never none neither nor cannot nobody nothing without nicht kein keine keinen keiner keinem nie niemals niemand
        nichts ohne pas jamais aucun aucune nunca ningun ninguna lack lacks lacked lacking noone nowhere
        """);

    public static bool IsDenial(string word) => Words.Contains(word);

    /// <param name="used">Tokens that are part of a bound: "no more than".</param>
    public static IReadOnlyList<Denial> Of(IReadOnlyList<Token> tokens, IReadOnlySet<int> used)
    {
        var found = new List<Denial>();
        for (var at = 0; at < tokens.Count && found.Count <= TextReading.MaxSigns; at++)
        {
            if (tokens[at].IsWord && !used.Contains(at) && (Words.Contains(tokens[at].Word) || FailsTo(tokens, at))
                && IsMeant(tokens, at))
                found.Add(Read(tokens, at, used));
        }

        return found;
    }

    private static Denial Read(IReadOnlyList<Token> tokens, int at, IReadOnlySet<int> used)
    {
        var behind = new List<int>();
        for (var i = at + 1; i < tokens.Count && behind.Count < Reach && !Clauses.Ends(tokens, i); i++)
        {
            if (tokens[i].IsContent && !used.Contains(i))
                behind.Add(i);
        }

        if (behind.Count > 0)
            return new Denial(
                at, behind, IsElliptic: false)
            {
                Subject = Clause(tokens, at).Where(i => i < at)
                    .ToList(),
                Others = Elsewhere(tokens, at)
            };
        var (start, _) = Clauses.Around(tokens, at);
        for (var i = at - 1; i >= start && behind.Count < Reach && Clauses.Strength(tokens, i) < 6; i--)
        {
            if (tokens[i].IsContent)
                behind.Add(i);
        }

        return new Denial(at, behind, IsElliptic: true);
    }

    /// <summary>The words of the clause around a token, between the joints that set clauses against each other.</summary>
    private static List<int> Clause(IReadOnlyList<Token> tokens, int at)
    {
        var (start, end) = Clauses.Around(tokens, at);
        return [.. Enumerable.Range(start, end - start).Where(i => tokens[i].IsContent)];
    }

    private static List<int> Elsewhere(IReadOnlyList<Token> tokens, int at)
    {
        var (start, end) = Clauses.Around(tokens, at);
        return [.. Enumerable.Range(0, tokens.Count).Where(i => (i < start || i >= end) && tokens[i].IsContent)];
    }

    private static bool FailsTo(IReadOnlyList<Token> tokens, int at) =>
        tokens[at].Word is "fail" or "fails" or "failed" or "failing" && at + 1 < tokens.Count && tokens[at + 1].Word == "to";

    private static bool IsMeant(IReadOnlyList<Token> tokens, int at)
    {
        var next = at + 1 < tokens.Count ? tokens[at + 1].Word : "";
        var before = at > 0 ? tokens[at - 1].Word : "";
        return tokens[at].Word switch
        {
            // Not only … but also; whether or not; no. 5; without doubt
            "not" => next is not ("only" or "just" or "merely" or "least") && before is not "or"
                && !Enumerable.Range(at + 1, Math.Min(2, tokens.Count - at - 1)).Any(i => Directions.IsUnchanged(tokens, i)),
            "nicht" => next is not ("nur" or "zuletzt"),
            "no" => next is not ("." or "doubt" or "matter")
                && !(at + 1 < tokens.Count && tokens[at + 1].Kind == TokenKind.Number),
            "pas" => before is not "faux",
            "nothing" => next is not "but",
            _ => true,
        };
    }
}
