using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>Verbs that say one event from two sides: what one sells the other buys. Thread-safe.</summary>
internal static class Transfers
{
    private static readonly HashSet<string> Giving = WordList.Set("""
        sell sells sold give gives gave given lend lends lent hand handed teach taught verkaufte verkauft verkaufen gab
        """);

    private static readonly HashSet<string> Taking = WordList.Set("""
        buy buys bought purchase purchased purchases acquire acquired acquires receive received receives borrow borrowed get
        got learn learned kaufte gekauft erhielt
        """);

    /// <summary>Whether who gives in the claim takes in no statement of the same event.</summary>
    public static bool Agree(Support support)
    {
        var (givesC, takesC) = Sides(support.Claim.Text);
        var (givesS, takesS) = Sides(support.Statement.Reading);
        return !Meets(support, givesC, takesS) && !Meets(support, takesC, givesS);
    }

    private static (List<int> Giver, List<int> Taker) Sides(TextReading text)
    {
        var (giver, taker) = (new List<int>(), new List<int>());
        for (var verb = 0; verb < text.Tokens.Count; verb++)
        {
            var isGiving = Giving.Contains(text.Tokens[verb].Word);
            if (!isGiving && !Taking.Contains(text.Tokens[verb].Word))
                continue;
            for (var i = 0; i < text.Tokens.Count; i++)
            {
                if (i == verb || !text.IsContent(i) || !text.Tokens[i].IsCapital)
                    continue;
                var role = Roles.Of(text.Tokens, i, verb);
                if (role == Roles.Doer)
                    (isGiving ? giver : taker).Add(i);
                else if (role == (isGiving ? "to" : "from"))
                    (isGiving ? taker : giver).Add(i);
            }
        }

        return (giver, taker);
    }

    private static bool Meets(Support support, List<int> claimed, List<int> stated) =>
        claimed.Any(c => support.Places(c).Any(stated.Contains));
}
