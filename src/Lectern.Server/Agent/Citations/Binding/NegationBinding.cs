using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>What the claim denies the statement denies, and the other way round. Thread-safe.</summary>
internal static class NegationBinding
{
    public static bool Holds(Support support)
    {
        var (claim, statement) = (support.Claim.Text, support.Statement.Reading);
        if (claim.Denials.Count > statement.Denials.Count && !claim.Denials.Any(d => IsOpposite(support, d)))
            return false;
        foreach (var denial in claim.Denials)
        {
            if (!statement.Denials.Any(d => Meets(support, denial, d)) && !IsOpposite(support, denial))
                return false;
        }

        foreach (var denial in statement.Denials)
        {
            if (!claim.Denials.Any(d => Meets(support, d, denial)) && Says(support, denial)
                && !claim.Directions.Any(d => IsDeniedOpposite(support, d)))
                return false;
        }

        return true;
    }

    /// <summary>"Excluded" for "not included".</summary>
    public static bool IsDeniedOpposite(Support support, Direction claimed) =>
        claimed.Ways.Any(w => w.IsBinary) && support.Statement.Reading.Directions.Any(d => d.Opposes(claimed)
            && support.Statement.Reading.Denials.Any(n => n.Denied.Contains(d.At)));

    /// <summary>"Not included" for "excluded".</summary>
    public static bool DeniesOpposite(Support support, Direction claimed) =>
        support.Claim.Text.Denials.Any(d => d.Denied.Contains(claimed.At) && IsOpposite(support, d));

    /// <summary>Whether what a claim denies has its opposite in the statement.</summary>
    private static bool IsOpposite(Support support, Denial denial) =>
        support.Claim.Text.Directions.Any(d => denial.Denied.Contains(d.At) && d.Ways.Any(w => w.IsBinary)
            && support.Statement.Reading.Directions.Any(o => o.Opposes(d)));

    /// <summary>Whether both deny the same.</summary>
    private static bool Meets(Support support, Denial claimed, Denial stated)
    {
        if (IsOfOther(support, stated))
            return false;
        if (stated.IsElliptic)
            return stated.Denied.Count == 0 || Own(support, stated).Any(Denied(support, claimed).Contains);
        if (claimed.Denied.Count == 0 || stated.Denied.Count == 0 || claimed.IsElliptic)
            return true;
        return claimed.Denied.Any(c => support.Places(c).Any(stated.Denied.Contains))
            || claimed.Denied.All(c => !support.Stands(c));
    }

    /// <summary>"Vinylon does not dissolve, but Solvatex does": of Solvatex nothing is denied.</summary>
    private static bool IsOfOther(Support support, Denial stated)
    {
        var said = Said(support);
        return stated.Subject.Count > 0 && !stated.Subject.Any(said.Contains)
            && support.Claim.Subject.Any(w => w.IsContent && stated.Others.Any(o => support.Statement.Tokens[o].Stem == w.Stem));
    }

    /// <summary>The denied words that stand nowhere else.</summary>
    private static IEnumerable<int> Own(Support support, Denial stated) =>
        stated.Denied.Where(d => support.Statement.Reading.Find(support.Statement.Tokens[d]).All(stated.Denied.Contains));

    /// <summary>
    /// Where the words of what a claim denies stand, and those of whom it denies it; all its words where it does not say that.
    /// </summary>
    private static HashSet<int> Denied(Support support, Denial claimed) => claimed is { IsElliptic: false, Subject.Count: 0 }
        ? Said(support) : [.. claimed.Subject.Concat(claimed.Denied).SelectMany(support.Places)];

    private static HashSet<int> Said(Support support) =>
        [.. Enumerable.Range(0, support.Claim.Text.Tokens.Count).SelectMany(support.Places)];

    /// <summary>Whether the claim says what the statement denies.</summary>
    private static bool Says(Support support, Denial stated)
    {
        if (stated.Denied.Count == 0 || IsOfOther(support, stated))
            return false;
        var said = Said(support);
        return stated.IsElliptic ? Own(support, stated).Any(said.Contains) : said.Contains(stated.Denied[0])
            || stated.Denied.Count(said.Contains) > 1;
    }
}
