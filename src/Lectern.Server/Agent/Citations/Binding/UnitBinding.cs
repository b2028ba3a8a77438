using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>
/// The unit that a claim says is the statement's: beside the figure, in its column's head or the table's corner, or around it.
/// Thread-safe.
/// </summary>
internal static class UnitBinding
{
    public static bool Fits(Support support, Figure claimed, Figure stated)
    {
        if (claimed.Unit is not { } unit || unit == stated.Unit)
            return true;
        if (stated.Unit is not null)
            return false;
        var tokens = support.Statement.Reading.Tokens;
        var column = tokens[stated.First].Column;
        if (column >= 0 ? IsOfColumn(tokens, column, unit)
            : Enumerable.Range(0, tokens.Count)
                .Any(i => !support.Statement.Reading.IsPartOfFigure(i) && Says(tokens[i], unit, isHead: false)))
        {
            return true;
        }

        // "For five years and the battery for two": what is counted is said once.
        if (column < 0 && !stated.IsCount && support.Statement.Reading.Figures.Any(f => f.First < stated.First && f.Unit == unit))
            return true;

        // Another unit in the column's head is the figure's.
        return !tokens.Any(t => column >= 0 && t.Column == column && t.IsHead && Units.IsSure(t.Word))
            && (support.Statement.Around.Any(a => a.Tokens.Any(t => Says(t, unit, isHead: false)))
                || (column > 0 && tokens.Any(t => t is { Column: 0, IsHead: true } && Says(t, unit, isHead: false))));
    }

    /// <summary>Whether a column's head or cell says a unit.</summary>
    public static bool IsOfColumn(IReadOnlyList<Token> tokens, int column, string unit) =>
        tokens.Any(t => t.Column == column && Says(t, unit, isHead: true));

    private static bool Says(Token token, string unit, bool isHead) =>
        (isHead ? Units.JoinedName(token.Word) : Units.Name(token.Word)) is { } name
            && (name == unit || unit.StartsWith(name + "/", StringComparison.Ordinal))
        || (unit == "year" && token.Word is "aged" or "age");
}
