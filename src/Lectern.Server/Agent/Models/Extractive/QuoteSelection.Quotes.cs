using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>Takes the best sentences while there is room.</summary>
internal static partial class QuoteSelection
{
    /// <param name="withNeighbours">
    /// Whether the sentences beside the best one take what room is left: where words alone are compared, the one that answers
    /// often names its subject in the sentence before.
    /// </param>
    private static List<Quote> Quotes(IEnumerable<QuoteUnit> best, Func<QuoteUnit, bool> isTold, bool withNeighbours)
    {
        QuoteUnit[] first = [];
        var chosen = new List<Quote>();
        var used = new HashSet<QuoteUnit>();
        var room = MaxCharacters;
        foreach (var unit in best)
        {
            if (chosen.Count == MaxQuotes)
                break;
            if (used.Contains(unit) || chosen.Exists(c => c.Text.Contains(unit.Text, StringComparison.Ordinal)))
                continue;
            var quoted = WithNeighbour(unit, used, room);
            // A list or a table without full stops is one long sentence.
            var text = TextStart.AtWord(Text(quoted), MaxQuoteCharacters);
            if (text.Length > room)
                continue;
            room -= text.Length;
            used.UnionWith(quoted);
            chosen.Add(new Quote(text, unit.Passage, unit.Columns));
            first = first.Length == 0 ? quoted : first;
        }

        if (!withNeighbours || first.Length == 0)
            return chosen;
        foreach (var near in ((QuoteUnit?[])[first[^1].After, first[0].Before, first[^1].After?.After]).OfType<QuoteUnit>())
        {
            if (chosen.Count == MaxQuotes || used.Contains(near) || isTold(near)
                || near.Text.Length > Math.Min(room, MaxQuoteCharacters))
                continue;
            room -= near.Text.Length;
            used.Add(near);
            chosen.Add(new Quote(near.Text, near.Passage));
        }

        return chosen;
    }

    private static QuoteUnit[] WithNeighbour(QuoteUnit unit, HashSet<QuoteUnit> used, int room)
    {
        foreach (var (pair, isNeeded) in ((QuoteUnit[], bool)[])[([unit.Before!, unit], unit.NeedsBefore),
            ([unit, unit.After!], unit.NeedsAfter)])
        {
            if (isNeeded && !pair.Any(used.Contains) && Text(pair).Length <= Math.Min(room, MaxQuoteCharacters))
                return pair;
        }

        return [unit];
    }

    private static string Text(QuoteUnit[] quoted) => OneLine.Of(quoted[0].Passage.Content[quoted[0].Start..quoted[^1].End]);
}
