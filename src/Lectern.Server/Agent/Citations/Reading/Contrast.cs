namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// Tells which words beside a rival stand in the same part as words beside the thing itself: with the same preposition, both
/// names, both directions, both dates, or in the same place before or behind. Those are the rival's own; the rest is said once
/// for both. Thread-safe.
/// </summary>
internal static class Contrast
{
    public static void Add(
        TextReading text, (int First, int Last) rival, (int Start, int End) there, (int First, int Last) own,
            (int Start, int End) here, HashSet<int> others)
    {
        var ours = Words(text, own, here);
        var theirs = Words(text, rival, there);
        var shared = ours.Select(i => text.Tokens[i].Stem).Intersect(theirs.Select(i => text.Tokens[i].Stem))
            .ToHashSet(StringComparer.Ordinal);
        ours.RemoveAll(i => shared.Contains(text.Tokens[i].Stem));
        theirs.RemoveAll(i => shared.Contains(text.Tokens[i].Stem));
        Figures(text, rival, there, own, here, others);
        Directions(text, ours, theirs, others);
        ByPreposition(text, ours, theirs, own, rival, others);
        var startsWithNoun = StartsWithNoun(text, here, own);
        foreach (var isName in (bool[])[true, false])
        {
            List<int> OfKind(List<int> words) => [.. words.Where(i => text.Tokens[i].IsCapital == isName && !others.Contains(i))];
            var before = ByPlace(
                OfKind(ours.FindAll(i => i < own.First)), OfKind(theirs.FindAll(i => i < rival.First)), startsWithNoun, others);
            var behind = ByPlace(
                OfKind(ours.FindAll(i => i > own.Last)), OfKind(theirs.FindAll(i => i > rival.Last)), fromStart: false, others);

            // A name that has no name in its part there stands for another noun.
            ours.RemoveAll(i => before.Contains(i) || behind.Contains(i));
        }

        ByPlace(ours.FindAll(i => i < own.First), theirs.FindAll(i => i < rival.First && !others.Contains(i)), startsWithNoun,
            others);
        ByPlace(ours.FindAll(i => i > own.Last), theirs.FindAll(i => i > rival.Last && !others.Contains(i)), fromStart: false,
            others);
    }

    private static List<int> Words(TextReading text, (int First, int Last) thing, (int Start, int End) territory) =>
    [
        .. Enumerable.Range(territory.Start, territory.End - territory.Start)
            .Where(i => (i < thing.First || i > thing.Last) && text.IsContent(i)
                && IsWithin(Clauses.Around(text.Tokens, thing.First), i))
    ];

    private static bool IsWithin((int Start, int End) clause, int at) => at >= clause.Start && at < clause.End;

    private static void Figures(
        TextReading text, (int First, int Last) rival, (int Start, int End) there, (int First, int Last) own,
            (int Start, int End) here, HashSet<int> others)
    {
        var ours = text.Figures.Where(f => f.First >= here.Start && f.First < here.End && f.First != own.First).ToList();
        foreach (var figure in text.Figures.Where(f => f.First >= there.Start && f.First < there.End && f.First != rival.First))
        {
            if (ours.Any(o => o.IsRivalOf(figure) && o.Unit == figure.Unit && !o.HasValueOf(figure))
                && !ours.Any(o => o.HasValueOf(figure)))
                others.UnionWith(Enumerable.Range(figure.First, figure.Last - figure.First + 1));
        }
    }

    private static void Directions(TextReading text, List<int> ours, List<int> theirs, HashSet<int> others)
    {
        foreach (var direction in text.Directions.Where(d => theirs.Contains(d.At)).ToList())
        {
            var opposite = text.Directions.FirstOrDefault(o => ours.Contains(o.At) && o.Opposes(direction));
            if (opposite is null)
                continue;
            others.Add(direction.At);
            theirs.Remove(direction.At);
            ours.Remove(opposite.At);
        }
    }

    private static void ByPreposition(
        TextReading text, List<int> ours, List<int> theirs, (int First, int Last) own, (int First, int Last) rival,
            HashSet<int> others)
    {
        string? Of(int at, int floor) => Governing.Preposition(text.Tokens, at, floor);
        var mine = ours.Select(i => (At: i, Word: Of(i, i > own.Last ? own.Last + 1 : 0))).Where(p => p.Word is not null)
            .ToList();
        var its = theirs.Select(i => (At: i, Word: Of(i, i > rival.Last ? rival.Last + 1 : 0))).Where(p => p.Word is not null)
            .ToList();
        foreach (var (at, word) in its)
        {
            if (mine.Any(m => m.Word == word))
                others.Add(at);
        }

        ours.RemoveAll(i => mine.Any(m => m.At == i));
        theirs.RemoveAll(i => its.Any(m => m.At == i));
    }

    /// <returns>The own words that have a counterpart.</returns>
    private static List<int> ByPlace(List<int> ours, List<int> theirs, bool fromStart, HashSet<int> others)
    {
        var count = Math.Min(ours.Count, theirs.Count);
        others.UnionWith(fromStart ? theirs.Take(count) : theirs.Skip(theirs.Count - count));
        return [.. fromStart ? ours.Take(count) : ours.Skip(ours.Count - count)];
    }

    /// <summary>"… and the Calima 910" has a subject of its own, "… and seats 40" has not.</summary>
    private static bool StartsWithNoun(TextReading text, (int Start, int End) here, (int First, int Last) own)
    {
        for (var i = here.Start; i < own.First; i++)
        {
            var token = text.Tokens[i];
            if (Clauses.Strength(text.Tokens, i) > 0)
                continue;
            return token.IsCapital
                || token.Word is "the" or "a" or "an" or "its" or "his" or "her" or "their" or "der" or "die" or "das"
                or "ein" or "eine"
                or "le" or "la" or "les" or "el" or "los" or "las" or "that" or "those" or "this" or "one";
        }

        return false;
    }
}
