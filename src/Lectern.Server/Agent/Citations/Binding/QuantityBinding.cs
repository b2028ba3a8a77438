using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>All stays all and some stays some: a claim adds no "only", and leaves out no "most". Thread-safe.</summary>
internal static class QuantityBinding
{
    public static bool Holds(Support support)
    {
        var (claim, statement) = (support.Claim.Text, support.Statement.Reading);
        foreach (var quantifier in claim.Quantifiers)
        {
            if (quantifier.Quantity == Quantity.Also)
            {
                if (statement.Quantifiers.Any(q => q.Quantity == Quantity.Only)
                    && statement.Quantifiers.All(q => q.Quantity != Quantity.Also))
                    return false;
                continue;
            }

            var same = statement.Quantifiers.Where(q => q.Quantity == quantifier.Quantity).ToList();
            if (same.Count == 0)
                return false;
            var rivals = statement.Quantifiers.Where(q => q.Quantity != quantifier.Quantity && q.Quantity != Quantity.Also)
                .Select(q => (q.At, q.At)).ToList();
            if (rivals.Count > 0 && !support.IsInOrder && !same.Any(s => IsBound(support, quantifier, s, rivals)))
                return false;
        }

        return statement.Quantifiers.Where(q => q.IsRestrictive).All(q => !IsLeftOut(support, q));
    }

    private static bool IsBound(Support support, Quantifier claimed, Quantifier stated, List<(int, int)> rivals)
    {
        var claim = support.Claim.Text;
        var ofOthers = Territories.OthersOfClaim(
            claim, (claimed.At, claimed.At),
                [.. claim.Quantifiers.Where(q => q.Quantity != claimed.Quantity).Select(q => (q.At, q.At))],
                    support.Claim.Subject);
        var elsewhere = Territories.Others(support.Statement.Reading, (stated.At, stated.At), rivals);
        return !Enumerable.Range(0, claim.Tokens.Count).Any(i =>
            i != claimed.At && !ofOthers.Contains(i) && claim.IsContent(i) && support.Stands(i)
                && support.Places(i).All(elsewhere.Contains));
    }

    /// <summary>The claim says of all what the statement says of some: it has their noun without the quantifier.</summary>
    private static bool IsLeftOut(Support support, Quantifier stated)
    {
        var (claim, statement) = (support.Claim.Text, support.Statement.Reading);
        if (claim.Quantifiers.Any(q => q.Quantity == stated.Quantity))
            return false;
        var noun = Enumerable.Range(stated.At + 1, Math.Max(0, Math.Min(4, statement.Tokens.Count - stated.At - 1)))
            .TakeWhile(i => !Clauses.Ends(statement.Tokens, i)).Where(statement.IsContent).Take(2).ToList();
        return noun.Count > 0 && noun.All(n => Enumerable.Range(0, claim.Tokens.Count).Any(i => support.Places(i).Contains(n)));
    }
}
