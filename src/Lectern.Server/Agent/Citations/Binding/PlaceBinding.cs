using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>
/// Two names in one sentence belong together in the claim only where they do in the statement: "Vinylon was produced in Japan,
/// Solvatex in Belgium". A name behind a preposition has those behind the same one for rivals. Thread-safe.
/// </summary>
internal static class PlaceBinding
{
    public static bool Holds(Support support)
    {
        if (support.IsInOrder || support.Statement.IsRow)
            return true;
        var (claim, statement) = (support.Claim.Text, support.Statement.Reading);
        foreach (var name in support.Claim.Names)
        {
            var places = support.Places(name).Select(p => (At: p, Word: Governing.Preposition(statement.Tokens, p, 0)))
                .Where(p => p.Word is not (null or "of")).ToList();
            if (places.Count != 1)
                continue;
            var (at, preposition) = places[0];
            var rivals = Enumerable.Range(0, statement.Tokens.Count)
                .Where(i => i != at && statement.Tokens[i].IsCapital && statement.IsContent(i) && i > 0
                    && !Enumerable.Range(0, claim.Tokens.Count).Any(c => support.Places(c).Contains(i))
                    && Governing.Preposition(statement.Tokens, i, 0) == preposition)
                .Select(i => (First: i, Last: i)).ToList();
            if (rivals.Count == 0)
                continue;
            var elsewhere = Territories.Others(statement, (at, at), rivals);
            if (Enumerable.Range(0, claim.Tokens.Count)
                .Any(i => claim.IsContent(i) && support.Stands(i) && support.Places(i).All(elsewhere.Contains)))
                return false;
            var (start, end) = Clauses.Around(statement.Tokens, at);
            if (claim.Figures.Any(f => statement.Figures.Where(f.HasValueOf).ToList() is { Count: > 0 } same
                && same.TrueForAll(
                    g => (g.First < start || g.First >= end)
                        && rivals.Exists(r => IsIn(Clauses.Around(statement.Tokens, g.First), r.First)))))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsIn((int Start, int End) clause, int at) => at >= clause.Start && at < clause.End;
}
