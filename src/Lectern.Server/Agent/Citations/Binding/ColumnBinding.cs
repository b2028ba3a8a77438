using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>A claim about a row names the column of its figure, when the row has more figures than one. Thread-safe.</summary>
internal static class ColumnBinding
{
    /// <summary>Columns of years: what happened in one, its verb says.</summary>
    private static readonly HashSet<string> YearHeads = ["year", "jahr", "built", "baujahr", "founded", "since", "date", "annee",
        "ano"];

    /// <param name="ofOthers">The claim's words that go with its other figures.</param>
    /// <param name="rivals">The row's other figures.</param>
    public static bool Names(
        Support support, Figure claimed, Figure stated, IReadOnlySet<int> ofOthers, IReadOnlyList<(int First, int Last)> rivals)
    {
        var tokens = support.Statement.Reading.Tokens;
        var column = tokens[stated.First].Column;
        if (column == 0 || rivals.All(r => tokens[r.First].Column == column) || tokens[stated.First].IsHead)
            return true;
        if (claimed.Unit is { } unit && UnitBinding.IsOfColumn(tokens, column, unit)
            && !rivals.Select(r => tokens[r.First].Column).Any(c => c != column && UnitBinding.IsOfColumn(tokens, c, unit)))
        {
            return true;
        }

        if (claimed.IsYear && tokens.Any(t => t.Column == column && t.IsHead && YearHeads.Contains(t.Word))
            && !tokens.Any(t => t.Column != column && t.IsHead && YearHeads.Contains(t.Word)))
        {
            return true;
        }

        var claim = support.Claim.Text;
        var unknown = false;
        for (var i = 0; i < claim.Tokens.Count; i++)
        {
            if (ofOthers.Contains(i) || !claim.Tokens[i].IsWord || claim.IsPartOfFigure(i)
                || StopWords.Contains(claim.Tokens[i].Word))
                continue;

            // A word that the row's key has as well names the row, unless it is said twice.
            if (support.Places(i).Any(p => tokens[p].Column == column)
                && (!support.Places(i).Any(support.Statement.IsKey)
                || claim.Tokens.Count(t => t.Stem == claim.Tokens[i].Stem) > 1))
            {
                return true;
            }

            unknown |= claim.IsContent(i) && !support.Stands(i) && !support.StandsAround(claim.Tokens[i]);
        }

        return claim.Figures.Any(f => f != claimed && !ofOthers.Contains(f.First)
            && support.Statement.Reading.Figures
                .Any(g => tokens[g.First].Column == column && tokens[g.First].IsHead
                    && (f.HasValueOf(g) || FigureBinding.IsYearOf(f, g))))
            || (!unknown && !tokens.Any(t => t.IsHead));
    }
}
