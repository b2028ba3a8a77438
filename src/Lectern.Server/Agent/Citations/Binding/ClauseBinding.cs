using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>
/// What a clause of the claim says, the statement says of one subject: not the mast's verb with the boom's material. Thread-safe.
/// </summary>
internal static class ClauseBinding
{
    private static readonly HashSet<string> Compared = ["than", "as", "without"];

    public static bool Holds(Support support)
    {
        if (support.Statement.IsRow || support.Statement.IsShort || support.IsInOrder
            || Territories.SaysRespectively(support.Statement.Tokens))
            return true;
        return SubjectIsMeant(support) && (support.Statement.Reading.SubjectGroups.Count == 1
            || support.Claim.Text.SubjectGroups
                .All(claimed =>
                    support.Statement.Reading.SubjectGroups.Any(stated => IsWithin(support, claimed.Own, stated.Scope))));
    }

    private static bool IsWithin(Support support, IReadOnlySet<int> claimed, IReadOnlySet<int> stated)
    {
        var claim = support.Claim.Text;
        return claimed.All(i => claim.FigureAt(i) is { } figure
            ? support.Statement.Reading.Figures.Where(figure.HasValueOf).ToList() is var same
            && (same.Count == 0 || same.Any(g => stated.Contains(g.First)))
            : !claim.IsContent(i) || !support.Stands(i) || support.Places(i).Any(stated.Contains)
                || claim.Directions
                    .Any(d => d.At == i && support.Statement.Reading.Directions.Any(o => o.Agrees(d) && stated.Contains(o.At))));
    }

    /// <summary>"Three times as many as Merlin" says nothing of Merlin.</summary>
    private static bool SubjectIsMeant(Support support)
    {
        if (support.Claim.Text.Comparisons.Count > 0)
            return true;
        var places = support.Claim.Subject.Where(w => w.IsCapital && w.IsContent)
            .SelectMany(w => support.Statement.Reading.Find(w)).ToList();
        return places.Count == 0
            || !places.TrueForAll(
                p => Governing.Preposition(support.Statement.Tokens, p, 0) is { } before && Compared.Contains(before));
    }
}
