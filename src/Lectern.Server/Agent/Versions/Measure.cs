using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Versions;

/// <summary>A figure of a statement with what it counts: days, euros, a table's column, pumps.</summary>
/// <param name="Kind">Two of one kind can stand in each other's place.</param>
/// <param name="Head">The words of its column's head; empty outside tables.</param>
internal sealed record Measure(string Kind, Figure Figure, IReadOnlyList<Token> Head)
{
    /// <summary>The measures of a statement; dates, times, years and places in a row are none.</summary>
    public static IReadOnlyList<Measure> Of(Statement statement) =>
        [.. statement.Reading.Figures.Select(f => Of(statement.Reading.Tokens, f)).OfType<Measure>()];

    public bool DiffersFrom(Measure other) =>
        Kind == other.Kind && !Figure.HasValueOf(other.Figure) && !other.Figure.HasValueOf(Figure);

    private static Measure? Of(IReadOnlyList<Token> tokens, Figure figure)
    {
        if (figure is not { Values.Count: > 0, Date: null, Time: null, IsYear: false, IsWeak: false, Unit: not Units.Place })
            return null;
        var token = tokens[figure.First];
        if (token is { Column: >= 0, IsHead: false })
        {
            IReadOnlyList<Token> head = [.. tokens.Where(t => t.Column == token.Column && t is { IsHead: true, IsWord: true })];
            return head.Count == 0 && figure.Unit is null ? null
                : new Measure($"{string.Join(' ', head.Select(t => t.Stem))}|{figure.Unit}", figure, head);
        }

        if (figure.Unit is { } unit)
            return new Measure(unit, figure, []);
        return figure.IsCount && tokens[figure.Last + 1].IsContent
            ? new Measure($"n {tokens[figure.Last + 1].Stem}", figure, []) : null;
    }
}
