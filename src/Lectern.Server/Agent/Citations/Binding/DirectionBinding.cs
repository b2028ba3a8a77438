using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>What rose in the claim rose in the statement: no opposite stands where the claim has its word. Thread-safe.</summary>
internal static class DirectionBinding
{
    public static bool Holds(Support support)
    {
        var (claim, statement) = (support.Claim.Text, support.Statement.Reading);
        foreach (var direction in claim.Directions.Where(d => !support.NamedColumns.Covers(d.At)))
        {
            if (NegationBinding.IsDeniedOpposite(support, direction) || NegationBinding.DeniesOpposite(support, direction)
                || ComparisonBinding.Decides(support, direction.At))
                continue;
            var same = statement.Directions.Where(d => d.Agrees(direction)).ToList();
            var opposite = statement.Directions.Where(d => d.Opposes(direction)).ToList();
            if (same.Count == 0)
            {
                if (opposite.Count > 0 || (!support.Stands(direction.At)
                    && (direction.Ways.Any(w => w.IsStrong) || Comparisons.IsRegular(claim.Tokens[direction.At].Word))))
                    return false;
            }
            else if (opposite.Count > 0 && claim.Directions.Count(direction.Agrees) > same.Count)
            {
                return false;
            }
            else if (opposite.Count > 0 && !support.IsInOrder && !same.Any(s => IsBound(support, direction, s, opposite)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsBound(Support support, Direction claimed, Direction stated, List<Direction> opposite)
    {
        var claim = support.Claim.Text;
        var ofOthers = Territories.OthersOfClaim(
            claim, (claimed.At, claimed.At), [.. claim.Directions.Where(d => d.Opposes(claimed)).Select(d => (d.At, d.At))],
                support.Claim.Subject);
        var elsewhere = Territories.Others(
            support.Statement.Reading, (stated.At, stated.At), [.. opposite.Select(d => (d.At, d.At))]);
        for (var i = 0; i < claim.Tokens.Count; i++)
        {
            if (i != claimed.At && !ofOthers.Contains(i) && claim.IsContent(i) && support.Stands(i)
                && support.Places(i).All(elsewhere.Contains))
                return false;
        }

        foreach (var rival in opposite)
        {
            var other = claim.Directions.FirstOrDefault(d => d.At != claimed.At && d.Agrees(rival));
            if (!Neighbourhood.Fits(support, claimed.At, stated.At, other?.At, rival.At))
                return false;
        }

        return claim.Figures.Where(f => !ofOthers.Contains(f.First)).All(f =>
            support.Statement.Reading.Figures.Where(g => f.HasValueOf(g)).ToList() is var same
            && (same.Count == 0 || same.Any(g => !elsewhere.Contains(g.First))));
    }
}
