using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>
/// Who does it in the claim does it in the statement: two words that both texts have do not stand in each other's part beside a
/// verb that both have. Active and passive are told apart; what one sells the other buys. Thread-safe.
/// </summary>
internal static class RoleBinding
{
    private const int Reach = 9;

    public static bool Holds(Support support)
    {
        var claim = support.Claim.Text;
        if (IsGerman(claim.Tokens))
            return Transfers.Agree(support);
        for (var verb = 0; verb < claim.Tokens.Count; verb++)
        {
            if (!claim.Tokens[verb].IsWord || claim.IsPartOfFigure(verb) || StopWords.Contains(claim.Tokens[verb].Word)
                || support.Claim.Names.Contains(verb) || ComparisonBinding.Decides(support, verb))
            {
                continue;
            }

            foreach (var stated in support.Places(verb))
            {
                if (AreExchanged(support, verb, stated))
                    return false;
            }
        }

        return Transfers.Agree(support);
    }

    /// <summary>German puts the subject behind the verb as freely as before it.</summary>
    private static bool IsGerman(IReadOnlyList<Token> tokens) =>
        tokens.Count(
            t => t.Word is "der" or "die" or "das" or "dem" or "den" or "und" or "ist" or "wurde" or "wird" or "ein" or "eine"
                or "im" or "von") >= 2;

    private static bool AreExchanged(Support support, int verb, int stated)
    {
        var words = new List<(string Claimed, List<string> Stated)>();
        var tokens = support.Claim.Text.Tokens;
        for (var i = Math.Max(0, verb - Reach); i < tokens.Count && i <= verb + Reach; i++)
        {
            if (i == verb || !IsWord(support.Claim.Text, i) || Separates(tokens, i, verb)
                || Roles.Of(tokens, i, verb) is not { } claimed)
                continue;
            var places = support.Places(i)
                .Where(p => p != stated && Math.Abs(p - stated) <= Reach && !Separates(support.Statement.Tokens, p, stated))
                    .ToList();
            var parts = places.Select(p => Roles.Of(support.Statement.Tokens, p, stated)).OfType<string>().Distinct().ToList();
            if (parts.Count > 0)
                words.Add((claimed, parts));
        }

        return words.Any(x => !x.Stated.Contains(x.Claimed)
            && words.Any(y => y.Stated.Contains(x.Claimed) && x.Stated.Contains(y.Claimed) && !y.Stated.Contains(y.Claimed)));
    }

    private static bool IsWord(TextReading text, int at) => text.IsContent(at)
        || (text.Tokens[at].IsWord && Denials.IsDenial(text.Tokens[at].Word) && text.Tokens[at].Word.Length > 3);

    private static bool Separates(IReadOnlyList<Token> tokens, int one, int other)
    {
        for (var i = Math.Min(one, other) + 1; i < Math.Max(one, other); i++)
        {
            if (Clauses.Strength(tokens, i) is 2 or >= 5)
                return true;
        }

        return false;
    }
}
