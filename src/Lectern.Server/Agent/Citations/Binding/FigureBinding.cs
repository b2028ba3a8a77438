using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>
/// Every figure of a claim stands in the statement, with its unit and its bound, and what the claim says with it the statement
/// does not say with a rival: the value of another in the same sentence, of another column in the same row. Thread-safe.
/// </summary>
internal static class FigureBinding
{
    /// <summary>A claim with more figures is a list, and proved only word for word.</summary>
    private const int MaxFigures = 16;

    /// <summary>Of the same value so many are tried.</summary>
    private const int MaxTried = 6;

    /// <summary>So many rivals are looked at, the nearest ones.</summary>
    private const int MaxRivals = 12;

    public static bool Holds(Support support)
    {
        var (claimed, stated) = (Claimed(support), support.Statement.Reading.Figures);
        return claimed.Count <= MaxFigures
            && claimed
                .All(f => stated.Where(g => Agrees(support, f, g)).Take(MaxTried).Any(g => IsBound(support, f, g))
                    || IsLabelAround(support, f) || IsDateOfRow(support, f))
            && HaveOneEach(support, [.. claimed.Where(f => !IsLabelAround(support, f) && !IsDateOfRow(support, f))], stated);
    }

    /// <summary>The claim's figures but those that are part of a column's name.</summary>
    private static List<Figure> Claimed(Support support) =>
        [.. support.Claim.Text.Figures.Where(f => !IsInName(support, f))];

    /// <summary>A cell with that value is meant rather than the head.</summary>
    private static bool IsInName(Support support, Figure figure) => support.NamedColumns.Covers(figure.First)
        && !support.Statement.Reading.Figures.Any(g => figure.HasValueOf(g) && !support.Statement.Tokens[g.First].IsHead);

    /// <summary>"March 2020" where March is the row and 2020 the column.</summary>
    private static bool IsDateOfRow(Support support, Figure figure)
    {
        if (!support.Statement.IsRow || figure.Date is not { Year: { } year, Month: not null } date)
            return false;
        var tokens = support.Statement.Tokens;
        return support.Statement.Reading.Figures
            .Any(g => !tokens[g.First].IsHead && g.Date is { Year: null } d && (date with { Year = null }).Says(d))
            && support.Statement.Reading.Figures
                .Any(g => tokens[g.First].IsHead && g.IsYear && (g.Values.Contains(year) || g.Date?.Year == year));
    }

    public static bool IsYearOf(Figure date, Figure year) => date.Date is { Year: { } y, Month: not null } && year.IsYear
        && year.Values.Contains(y);

    /// <summary>"Version 4.2" where the pronoun or the heading means it.</summary>
    public static bool IsLabelAround(Support support, Figure figure)
    {
        var tokens = support.Claim.Text.Tokens;
        if (!Labels.IsNumber(tokens, figure.First) || Labels.Noun(tokens, figure.First) is not { } noun)
            return false;
        bool Says(IReadOnlyList<Token> text) => Enumerable.Range(0, text.Count)
            .Any(i => text[i].Word == tokens[figure.First].Word && Labels.Noun(text, i) is { } n
                && text[n].Stem == tokens[noun].Stem);
        return support.Statement.Around.Any(a => Says(a.Tokens))
            || (support.Statement.Antecedent is not null && Says(support.Statement.Subject));
    }

    /// <summary>Two figures of the claim are not the same one of the statement.</summary>
    private static bool HaveOneEach(Support support, IReadOnlyList<Figure> claimed, IReadOnlyList<Figure> stated)
    {
        var taken = new int[stated.Count];
        Array.Fill(taken, -1);
        return Enumerable.Range(0, claimed.Count).All(i => Take(i, new HashSet<int>()));

        bool Take(int figure, HashSet<int> tried)
        {
            for (var i = 0; i < stated.Count; i++)
            {
                if (!Agrees(support, claimed[figure], stated[i]) || !tried.Add(i) || (taken[i] >= 0 && !Take(taken[i], tried)))
                    continue;
                taken[i] = figure;
                return true;
            }

            return false;
        }
    }

    /// <summary>Whether a claim's figure stands in the statement or around it, whatever it is bound to.</summary>
    public static bool Stands(Support support, Figure figure) => IsLabelAround(support, figure) || IsDateOfRow(support, figure)
        || support.Statement.Reading.Figures.Any(g => figure.HasValueOf(g) || HasScaledValue(support, figure, g));

    /// <summary>Whether the statement says another value where the claim has its own, of what is otherwise the same.</summary>
    public static bool IsContradicted(Support support)
    {
        var stated = support.Statement.Reading.Figures;
        var others = 0;
        foreach (var figure in Claimed(support))
        {
            if (stated.Any(g => Agrees(support, figure, g) && IsBound(support, figure, g)))
                continue;

            // In a sentence that has the claim's value as well it may stand for what the claim means.
            if (!support.Statement.IsRow && stated.Any(figure.HasValueOf))
                return false;
            if (!stated.Any(g => !g.IsWeak && figure.IsRivalOf(g) && !figure.HasValueOf(g) && IsBound(support, figure, g)))
                return false;
            others++;
        }

        return others > 0;
    }

    private static bool Agrees(Support support, Figure claimed, Figure stated) =>
        (claimed.HasValueOf(stated) || HasScaledValue(support, claimed, stated))
        && IsLabelLike(support, claimed, stated) && UnitBinding.Fits(support, claimed, stated)
        && BoundBinding.Fits(claimed, stated) && Leads(support, claimed, stated);

    /// <summary>"12.5 million" for a cell 12.5 below "in millions".</summary>
    private static bool HasScaledValue(Support support, Figure claimed, Figure stated) =>
        claimed.Scale is { } scale && claimed.Unscaled.Any(v => stated.Values.Contains(v))
        && support.Statement.Reading.Tokens.Concat(support.Statement.Around.SelectMany(a => a.Tokens))
            .Any(t => (
                t.IsWord ? NumberWords.Scale(t.Word) : t.IsHead && t.Word is "1000" or "1,000" or "000" ? 1000
                    : null) is { } power
                && power == NumberWords.Scale(scale));

    /// <summary>Clause 2 is not part 2: where the statement numbers the noun, it has this number.</summary>
    private static bool IsLabelLike(Support support, Figure claimed, Figure stated)
    {
        var (tokens, text) = (support.Claim.Text.Tokens, support.Statement.Tokens);
        if (!Labels.IsNumber(tokens, claimed.First) || Labels.Noun(tokens, claimed.First) is not { } noun)
            return true;
        bool IsNumbered(int at) => Labels.IsNumber(text, at) && Labels.Noun(text, at) is { } n
            && text[n].Stem == tokens[noun].Stem;
        return IsNumbered(stated.First) || !support.Statement.Reading.Figures.Any(g => IsNumbered(g.First));
    }

    /// <summary>From is not to, and by is neither.</summary>
    private static bool Leads(Support support, Figure claimed, Figure stated)
    {
        if (claimed.Preposition == stated.Preposition || claimed.Preposition is not ("from" or "to" or "by" or "per"))
            return true;

        // Where the statement has another figure behind that preposition, the claim has it there too.
        return stated.Preposition is not ("from" or "to" or "by" or "per")
            && support.Statement.Reading.Figures.All(g => g.Preposition != claimed.Preposition
            || support.Claim.Text.Figures.Any(f => f != claimed && f.HasValueOf(g) && f.Preposition == g.Preposition));
    }

    private static bool IsBound(Support support, Figure claimed, Figure stated)
    {
        if (support.IsInOrder)
            return true;
        var (claim, statement) = (support.Claim.Text, support.Statement.Reading);
        var all = Claimed(support).FindAll(f => !IsOfKey(support, f));
        var named = support.NamedColumns.For(claimed, all);
        var cell = statement.Tokens[stated.First];
        if (named is not null && (cell.IsHead ? !claimed.IsYear && claimed.Date is null : !named.Contains(cell.Column)))
            return false;
        var isNamed = named is not null && all.Count == 1;
        var ofOthers = Territories.OthersOfClaim(
            claim, (claimed.First, claimed.Last), Rivals(support, claimed), support.Claim.Subject);
        ofOthers = WithNouns(support, claimed, ofOthers);
        var rivals = Rivals(statement, stated, claimed);
        var elsewhere = Territories.Others(statement, (stated.First, stated.Last), rivals);
        for (var i = 0; i < claim.Tokens.Count; i++)
        {
            if (ofOthers.Contains(i) || !claim.IsContent(i) || !support.Stands(i) || (isNamed && support.NamedColumns.Covers(i)))
                continue;
            if (support.Places(i).All(elsewhere.Contains) && !claim.Figures.Any(f => SaysWhen(support, claimed, i, f)))
                return false;
        }

        foreach (var other in claim.Figures
            .Where(f => f != claimed && !ofOthers.Contains(f.First) && !IsInName(support, f) && !IsLabelAround(support, f)))
        {
            var same = statement.Figures.Where(g => other.HasValueOf(g) || (support.Statement.IsRow && IsYearOf(other, g)))
                .ToList();
            if (same.Count > 0 && same.All(g => elsewhere.Contains(g.First))
                && !Enumerable.Range(0, claim.Tokens.Count).Any(i => claim.IsContent(i) && SaysWhen(support, claimed, i, other)))
                return false;
        }

        if (support.Statement.IsRow)
            return isNamed || ColumnBinding.Names(support, claimed, stated, ofOthers, rivals);
        return IsOfAside(support, claimed, stated)
            && claim.Figures.Where(f => f != claimed && !f.HasValueOf(claimed) && MayBeExchanged(f, claimed))
                .All(f => statement.Figures
            .Where(g => g != stated && f.HasValueOf(g)).ToList() is var same
            && (same.Count == 0 || same.Any(g => Neighbourhood.Fits(support, claimed.First, stated.First, f.First, g.First))));
    }

    /// <summary>"Built in 1987", said beside the price: the word is of the column in which the row has that year.</summary>
    private static bool SaysWhen(Support support, Figure claimed, int word, Figure year)
    {
        var tokens = support.Statement.Tokens;
        return support.Statement.IsRow && year != claimed && year.IsYear
            && Math.Abs(year.First - word) < Math.Abs(claimed.First - word)
            && support.Statement.Reading.Figures.Any(g => year.HasValueOf(g) && !tokens[g.First].IsHead
                && support.Places(word).Any(p => tokens[p].Column == tokens[g.First].Column));
    }

    /// <summary>Whether one figure could be put in the place of another by mistake: not metres for degrees.</summary>
    private static bool MayBeExchanged(Figure one, Figure other) =>
        (one.Unit == other.Unit || one.Unit is null || other.Unit is null) && (one.Date is null) == (other.Date is null)
            && (one.Time is null) == (other.Time is null) && one.IsYear == other.IsYear
        && !((one.Preposition, other.Preposition) is ("from", "to") or ("to", "from"));

    /// <summary>The noun right before a figure is its own: "job 883 by worker 7".</summary>
    private static HashSet<int> WithNouns(Support support, Figure claimed, HashSet<int> ofOthers)
    {
        var claim = support.Claim.Text;
        if (support.Statement.IsRow)
            ofOthers.UnionWith(
                claim.Figures.Where(f => f != claimed && Labels.IsNumber(claim.Tokens, f.First)).Select(f => f.First - 1));
        ofOthers.Remove(claimed.First - 1);
        return ofOthers;
    }

    /// <summary>Of "213 (111 treatment, 102 control)" 102 is said only with a word of its aside.</summary>
    private static bool IsOfAside(Support support, Figure claimed, Figure stated)
    {
        var statement = support.Statement.Reading;
        if (Asides.Around(statement.Tokens, stated.First) is not { } aside
            || statement.Figures.FirstOrDefault(g => g.Last == aside.Open - 1 && !g.IsWeak) is not { } before
            || support.Claim.Text.Figures.Any(f => f != claimed && f.HasValueOf(before)))
        {
            return true;
        }

        return Enumerable.Range(0, support.Claim.Text.Tokens.Count).Any(i => support.Claim.Text.IsContent(i) && support.Stands(i)
            && support.Places(i).All(p => p > aside.Open && p < aside.Close));
    }

    /// <summary>A claim's other figures; about a row all but those that say when.</summary>
    private static List<(int First, int Last)> Rivals(Support support, Figure claimed) => support.Statement.IsRow
        ? [.. support.Claim.Text.Figures.Where(f => f != claimed && !f.IsYear && f.Date is null && !IsOfKey(support, f))
            .Select(f => (f.First, f.Last))]
        : Rivals(support.Claim.Text, claimed, claimed);

    /// <summary>Whether a number is part of what the row is called.</summary>
    private static bool IsOfKey(Support support, Figure figure) =>
        support.Statement.Reading.Figures
            .Any(g => figure.HasValueOf(g) && support.Statement.Tokens[g.First] is { Column: 0, IsHead: false });

    /// <summary>The figures that could stand in the place of one; the same value is none.</summary>
    private static List<(int First, int Last)> Rivals(TextReading text, Figure own, Figure claimed)
    {
        var column = text.Tokens[own.First].Column;
        var rivals = text.Figures.Where(f => f != own && !f.IsWeak && !f.HasValueOf(own) && IsRival(f)).ToList();

        // Where others have the unit, what has none counts something else.
        if (column < 0 && own.Unit is not null && rivals.Exists(r => r.Unit == own.Unit))
            rivals.RemoveAll(r => r.Unit is null);
        return [.. rivals.OrderBy(r => Math.Abs(r.First - own.First)).Take(MaxRivals).Select(f => (f.First, f.Last))];

        // In a row each column stands beside the others, whatever they count.
        bool IsRival(Figure other) => column >= 0
            ? text.Tokens[other.First].Column != column
            : other.IsRivalOf(own) && other.IsRivalOf(claimed) && (other.Last < own.First || other.First > own.Last);
    }
}
