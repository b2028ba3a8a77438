using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>
/// A claim about a row is about the row whose key has most of its words: "Total revenue" is not "Total". Thread-safe.
/// </summary>
internal static class RowBinding
{
    public static bool Holds(Support support)
    {
        if (!support.Statement.IsRow)
            return true;
        var own = Key(support.Claim, support.Statement);
        var rows = support.Claim.In(support.Passage);
        return rows.MostOfRow < own.Said || (rows.MostOfRow == own.Said && (own.Unsaid == 0 || rows.LeastUnsaid > 0));
    }

    /// <summary>
    /// Whether no other row of which the claim says as much has less that it does not say: a row that is said to be contradicted
    /// is the one that is meant.
    /// </summary>
    public static bool IsNearest(Support support) =>
        !support.Statement.IsRow
        || (support.Claim.In(support.Passage) is var rows
            && Key(support.Claim, support.Statement) == (rows.MostOfRow, rows.LeastUnsaid));

    /// <summary>How many words of the row's key the claim says, and how many it does not.</summary>
    public static (int Said, int Unsaid) Key(ClaimReading claim, Statement row)
    {
        var said = new HashSet<int>();
        var words = 0;
        foreach (var token in claim.Text.Tokens.Where(IsMeant))
        {
            var places = token.IsWord
                ? row.Reading.Find(token).Where(row.IsKey).ToList()
                : [.. Enumerable.Range(0, row.Tokens.Count)
                    .Where(i => row.Tokens[i].Column == 0 && row.Tokens[i].Word == token.Word)];
            words += places.Count > 0 ? 1 : 0;
            said.UnionWith(places);
        }

        var keys = Enumerable.Range(0, row.Tokens.Count).Where(i => row.IsKey(i) && IsMeant(row.Tokens[i])).ToList();
        var first = keys.Select(i => row.Tokens[i].Column).DefaultIfEmpty().Min();
        return (words, keys.Count(i => row.Tokens[i].Column == first && !said.Contains(i)));
    }

    private static bool IsMeant(Token token) => token.Kind != TokenKind.Sign && !StopWords.Contains(token.Word);
}
