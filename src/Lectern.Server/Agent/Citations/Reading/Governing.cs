using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>Finds the preposition that a noun belongs to. Thread-safe.</summary>
internal static class Governing
{
    private const int MaxReach = 4;

    /// <param name="floor">No further back than this token.</param>
    /// <returns>By its group's first word; null where the noun stands alone or behind a verb.</returns>
    /// <param name="over">A preposition that only joins two nouns, of which the first one counts.</param>
    public static string? Preposition(IReadOnlyList<Token> tokens, int at, int floor, string? over = null)
    {
        if (VerbForms.AreGerman(tokens[at]))
            return null;
        for (var (i, end) = (at - 1, at - MaxReach); i >= floor && i >= end; i--)
        {
            var token = tokens[i];
            // "By a 2-nucleotide substitution", "by 2.5 kg of muscle"; but "in 2022 the clinic" ends with the year.
            if (token.Kind == TokenKind.Number && (tokens[i + 1].Is('-') || Units.IsSure(tokens[i + 1].Word)))
                continue;
            if (Prepositions.Group(token.Word) is { } group && group == over)
            {
                end = i - MaxReach;
                continue;
            }

            if (Prepositions.Group(token.Word) is { } preposition)
                return preposition;
            if (token.Kind == TokenKind.Number
                || (token.Kind == TokenKind.Sign && !token.Is('-') && !token.Is('&') && !token.Is('/') && !token.Is('.')))
                return null;

            // An auxiliary or a conjunction ends the phrase; articles and adjectives do not.
            if (Clauses.Strength(tokens, i) > 0
                || (StopWords.Contains(token.Word) && token.Word is not ("the" or "a" or "an" or "its" or "his" or "her"
                or "their" or "our" or "this" or "that" or "these" or "those")))
            {
                return null;
            }
        }

        return null;
    }
}
