namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// Which words of a text go with a figure (or another thing that has rivals in the text), and which go with a rival instead.
/// Between two rivals the text is divided at its strongest joint; a word on the rival's side is the rival's own when the other
/// side has a word in the same part: "the Borea costs 740 euros and the Calima 910" shares "costs", and "Borea" is not shared.
/// Thread-safe.
/// </summary>
internal static class Territories
{
    /// <summary>From a comma on a joint divides two things.</summary>
    private const int Dividing = 3;

    /// <param name="own">The first and last token of the thing.</param>
    /// <param name="rivals">What could stand in its place.</param>
    /// <returns>The tokens that go with a rival and not with the thing.</returns>
    public static IReadOnlySet<int> Others(
        TextReading text, (int First, int Last) own, IReadOnlyList<(int First, int Last)> rivals)
    {
        if (rivals.Count == 0)
            return new HashSet<int>();
        var tokens = text.Tokens;
        if (tokens[own.First].Column >= 0)
            return Columns(tokens, own, rivals);
        var group = text.SubjectGroups.FirstOrDefault(g => g.Own.Contains(own.First));
        var elsewhere = rivals.Where(r => group is not null && !group.Own.Contains(r.First)).ToList();
        var (outside, asides) = Asides.Divide(tokens, own, [.. rivals.Except(elsewhere)]);
        var things = Apart(own, outside);
        var territories = Divide(text, things);
        var index = things.FindIndex(t => t.First == own.First);
        var others = Respectively(text, things, index);
        others.UnionWith(asides);

        // What is said of another subject is not said of this one.
        foreach (var other in text.SubjectGroups.Where(g => elsewhere.Exists(r => g.Own.Contains(r.First))))
            others.UnionWith(other.Own.Where(i => !group!.Scope.Contains(i)));
        for (var i = 0; i < things.Count; i++)
        {
            if (i != index)
                Contrast.Add(text, things[i], territories[i], own, territories[index], others);
        }

        return others;
    }

    /// <summary>
    /// The words of a claim that surely go with a thing: its own side's, and the names that are said once for all.
    /// </summary>
    /// <returns>The tokens that may go with a rival.</returns>
    public static HashSet<int> OthersOfClaim(
        TextReading text, (int First, int Last) own, IReadOnlyList<(int First, int Last)> rivals, IReadOnlyList<Token> subject)
    {
        var others = Others(text, own, rivals).ToHashSet();
        if (rivals.Count == 0)
            return others;
        var things = Apart(own, rivals);
        var (start, end) = Divide(text, things)[things.FindIndex(t => t.First == own.First)];
        others.UnionWith(
            Enumerable.Range(0, text.Tokens.Count).Where(i => (i < start || i >= end) && (i == 0 || !text.Tokens[i].IsCapital)
            && !(text.SubjectGroups.Count == 1 && subject.Contains(text.Tokens[i]))));
        return others;
    }

    /// <summary>In order; of two readings of the same digits only one.</summary>
    private static List<(int First, int Last)> Apart((int First, int Last) own, IReadOnlyList<(int First, int Last)> rivals)
    {
        List<(int First, int Last)> things = [own];
        foreach (var rival in rivals)
        {
            if (things.TrueForAll(t => rival.Last < t.First || rival.First > t.Last))
                things.Add(rival);
        }

        things.Sort();
        return things;
    }

    /// <summary>In a table's row the other columns with rivals are theirs.</summary>
    private static HashSet<int> Columns(
        IReadOnlyList<Token> tokens, (int First, int Last) own, IReadOnlyList<(int First, int Last)> rivals)
    {
        // The first column says what the row is about, also where it is a number or a year.
        if (tokens[own.First].Column == 0)
            return [];
        var columns = rivals.Select(r => tokens[r.First].Column).Where(c => c > 0 && c != tokens[own.First].Column).ToHashSet();
        return [.. Enumerable.Range(0, tokens.Count).Where(i => columns.Contains(tokens[i].Column))];
    }

    private static List<(int Start, int End)> Divide(TextReading text, List<(int First, int Last)> things)
    {
        var territories = new List<(int, int)>();
        var start = 0;
        for (var i = 0; i < things.Count; i++)
        {
            var end = i + 1 < things.Count ? Joint(text, things[i], things[i + 1]) : text.Tokens.Count;
            territories.Add((start, end));
            start = end;
        }

        return territories;
    }

    /// <summary>
    /// Whether a token stands on a thing's side rather than on a rival's: of a joint between them, else by distance.
    /// </summary>
    public static bool? IsOnSide(TextReading text, int thing, int rival, int token)
    {
        var (joint, strength) = Strongest(text, Math.Min(thing, rival) + 1, Math.Max(thing, rival));
        if (strength >= Dividing)
            return (token < joint) == (thing < joint);
        var (to, away) = (Math.Abs(token - thing), Math.Abs(token - rival));
        return to == away ? null : to < away;
    }

    private static (int At, int Strength) Strongest(TextReading text, int from, int to)
    {
        var (best, strength) = (-1, 0);
        for (var i = from; i < to; i++)
        {
            var own = Clauses.Strength(text.Tokens, i);

            // Of conjunctions the last one is nearest to what they lead to; of commas the first ends what stands before.
            if (own > strength || (own == strength && own >= 6))
                (best, strength) = (i, own);
        }

        return (best, strength);
    }

    /// <summary>Where the second thing's words begin.</summary>
    private static int Joint(TextReading text, (int First, int Last) one, (int First, int Last) two)
    {
        var (best, strength) = Strongest(text, one.Last + 1, two.First);
        if (strength >= Dividing)
            return best;

        // No joint: "the fee of 740 exceeds the deposit of 910" says what a figure is before it, "from 41 in 2019 to 48 in
        // 2020" behind it.
        var between = Enumerable.Range(one.Last + 1, Math.Max(0, two.First - one.Last - 1))
            .Any(i => text.IsContent(i) || text.IsPartOfFigure(i));
        var behind = two.Last + 1 < text.Tokens.Count && Clauses.Strength(text.Tokens, two.Last + 1) < 3
            && Enumerable.Range(two.Last + 1, Math.Min(4, text.Tokens.Count - two.Last - 1))
                .Any(i => text.IsContent(i) || text.IsPartOfFigure(i));
        if (!between || !behind)
            return one.Last + 1;
        var joint = two.First;
        while (joint - 1 > one.Last && !text.IsContent(joint - 1) && !text.IsPartOfFigure(joint - 1))
            joint--;
        return joint;
    }

    /// <summary>Whether a text pairs two lists, which say nothing where they stand.</summary>
    public static bool SaysRespectively(IReadOnlyList<Token> tokens) =>
        tokens.Any(t => t.Word is "respectively" or "jeweils" or "beziehungsweise" or "respectivement" or "respectivamente");

    /// <summary>"The Borea and the Calima cost 740 and 910 euros respectively": the first with the first.</summary>
    private static HashSet<int> Respectively(TextReading text, List<(int First, int Last)> things, int index)
    {
        var others = new HashSet<int>();
        var tokens = text.Tokens;
        if (!SaysRespectively(tokens))
            return others;
        var parts = new List<List<int>> { new() };
        for (var i = 0; i < things[0].First; i++)
        {
            if (Clauses.Strength(tokens, i) is 3 or 6)
                parts.Add([]);
            else if (text.IsContent(i))
                parts[^1].Add(i);
        }

        parts.RemoveAll(p => p.Count == 0);
        if (parts.Count < things.Count)
            return others;
        parts = parts[^things.Count..];

        // The last part holds the verb as well, which goes with all: what is written like the names goes with the last only.
        var names = parts.Take(parts.Count - 1).Any(p => p.Any(i => tokens[i].IsCapital));
        for (var i = 0; i < parts.Count; i++)
        {
            if (i == index)
                continue;
            foreach (var word in parts[i]
                .Where((w, n) => i < parts.Count - 1 || (names ? tokens[w].IsCapital : n < parts[0].Count)))
                others.Add(word);
        }

        others.RemoveWhere(o => parts[index].Any(w => tokens[w].Stem == tokens[o].Stem));
        return others;
    }
}
