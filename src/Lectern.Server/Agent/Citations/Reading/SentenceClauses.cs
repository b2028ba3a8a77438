using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// Divides a sentence into what is said of each of its subjects: "the boom is of carbon, whereas the mast is of aluminium" is
/// about two things. A clause without a subject, or with a pronoun for one, goes on about the last; one without a verb has the
/// last one's. For one text.
/// </summary>
internal sealed class SentenceClauses
{
    private const int MaxTokens = 400;

    private static readonly HashSet<string> Determiners = WordList.Set("""
        the a an its his her their our this each every another one der die das ein eine dem den le la les un une el los las
        una
        """);

    private static readonly HashSet<string> Pronouns = WordList.Set("it he she they er sie es il elle ils elles");

    private static readonly HashSet<string> Standing = WordList.Set("""
        that those one ones die der das derjenige celle celui ceux
        """);

    private readonly TextReading text;
    private readonly List<HashSet<int>> subjects = [];
    private HashSet<int> adverbial = [];

    private SentenceClauses(TextReading text) => this.text = text;

    /// <returns>In order; one group where there is one subject.</returns>
    public static IReadOnlyList<SubjectGroup> Of(TextReading text)
    {
        var tokens = text.Tokens;
        if (tokens.Count > MaxTokens || tokens.Count == 0 || tokens[0].Column >= 0)
        {
            var all = Enumerable.Range(0, tokens.Count).ToHashSet();
            return [new SubjectGroup(all, all)];
        }

        return new SentenceClauses(text).Read();
    }

    private List<SubjectGroup> Read()
    {
        var groups = new List<HashSet<int>>();
        var scopes = new List<HashSet<int>>();
        foreach (var (start, end) in Segments())
        {
            var own = Enumerable.Range(start, end - start).ToHashSet();
            var first = First(start, end);

            // "Seals and bearings are": a noun without a verb goes with the next.
            var isOpen = groups.Count > 0 && !groups[^1].Any(i => IsVerb(i) || text.FigureAt(i) is not null);
            var isOwn = groups.Count == 0
                || (!isOpen && StartsWithNoun(first, end) && (HasVerb(first, end) || IsGapped(first, end, groups[^1])));
            if (!isOwn)
            {
                groups[^1].UnionWith(own);
                scopes[^1].UnionWith(own);
                continue;
            }

            var scope = own.ToHashSet();
            if (groups.Count == 0)
            {
                adverbial = Enumerable.Range(first, Math.Max(0, SubjectStart(first, end) - first)).ToHashSet();
            }
            else
            {
                scope.UnionWith(Adverbial(own));
                scope.UnionWith(Carried(scopes[^1], subjects[^1], own, first, end));
                scopes[^1].UnionWith(Behind(groups[^1], own));
            }

            subjects.Add(Subject(first, end));
            groups.Add(own);
            scopes.Add(scope);
        }

        return [.. groups.Zip(scopes, (g, s) => new SubjectGroup(g, s))];
    }

    /// <summary>
    /// "Group A received 20 mg and group B received 40 mg of the drug": what ends with its figure takes what stands behind the
    /// other.
    /// </summary>
    private IEnumerable<int> Behind(HashSet<int> before, HashSet<int> own)
    {
        var last = text.Figures.LastOrDefault(f => before.Contains(f.First));
        if (last is null || before.Max() > last.Last
            || text.Figures.FirstOrDefault(f => own.Contains(f.First) && f.IsRivalOf(last)) is not { } rival)
            return [];
        return own.Where(i => i > rival.Last);
    }

    /// <summary>
    /// What stands before the first subject is said of all, but where one has its own: "in 2019 … and in 2020 …".
    /// </summary>
    private IEnumerable<int> Adverbial(HashSet<int> own) =>
        own.Any(i => text.FigureAt(i) is { } figure
            && adverbial.Any(a => text.FigureAt(a) is { } other && other.IsRivalOf(figure))) ? [] : adverbial;

    /// <summary>
    /// Parts between joints; a comma divides only before a noun that has a figure or a place behind it instead of a verb.
    /// </summary>
    private IEnumerable<(int Start, int End)> Segments()
    {
        var start = 0;
        for (var i = 1; i < text.Tokens.Count; i++)
        {
            var strength = Clauses.Strength(text.Tokens, i);
            if (strength < 6
                && !(strength == 3
                && (IsGapped(First(i, text.Tokens.Count), text.Tokens.Count, Enumerable.Range(start, i - start))
                || IsCutShort(First(i, text.Tokens.Count)))))
                continue;
            yield return (start, i);
            start = i;
        }

        yield return (start, text.Tokens.Count);
    }

    private int First(int start, int end)
    {
        while (start < end
            && (Clauses.Strength(text.Tokens, start) > 0
            || text.Tokens[start].Word is "only" or "then" or "later" or "also" or "now" or "nur" or "dann"))
            start++;
        return start;
    }

    private bool StartsWithNoun(int first, int end)
    {
        if (first >= end || !text.Tokens[first].IsWord || Pronouns.Contains(text.Tokens[first].Word))
            return false;
        var token = text.Tokens[first];
        return (token.IsCapital && !StopWords.Contains(token.Word)) || Determiners.Contains(token.Word)
            || Standing.Contains(token.Word) || IsBareSubject(first, end);
    }

    /// <summary>"… and costs fell": a bare noun before a direction or an auxiliary.</summary>
    private bool IsBareSubject(int first, int end) => text.IsContent(first) && !IsVerb(first)
        && first + 1 < end && (IsVerb(first + 1) || (text.IsContent(first + 1) && first + 2 < end && IsVerb(first + 2)));

    private bool HasVerb(int first, int end) => Enumerable.Range(first, end - first).Any(IsVerb);

    /// <summary>
    /// A noun, then a figure or a preposition as in what came before: "the Calima 910", "Quist in 2021". A list's noun is no
    /// clause.
    /// </summary>
    private bool IsGapped(int first, int end, IEnumerable<int> before)
    {
        var i = NounEnd(first, end);
        if (i == first || i >= end
            || !(text.Tokens[first].IsCapital || Determiners.Contains(text.Tokens[first].Word)
            || Standing.Contains(text.Tokens[first].Word)))
            return false;
        if (text.FigureAt(i) is { } figure
            || (i + 1 < end && text.IsPartOfFigure(i) && (figure = text.FigureAt(i + 1)) is not null))
            return before.Any(b => text.FigureAt(b) is { } other && figure!.IsRivalOf(other));
        return Prepositions.Group(text.Tokens[i].Word) is { } preposition && preposition != "of"
            && before.Any(b => Prepositions.Group(text.Tokens[b].Word) == preposition);
    }

    /// <summary>"…, cats are not": what is or is not was said before.</summary>
    private bool IsCutShort(int first)
    {
        var i = NounEnd(first, text.Tokens.Count);
        if (i == first || i >= text.Tokens.Count || !Subjects.IsAuxiliary(text.Tokens[i]))
            return false;
        i += i + 1 < text.Tokens.Count && Denials.IsDenial(text.Tokens[i + 1].Word) ? 2 : 1;
        return i >= text.Tokens.Count - 1 || Clauses.Strength(text.Tokens, i) > 4;
    }

    private int NounEnd(int first, int end)
    {
        var i = first;
        while (i < end && text.FigureAt(i) is null
            && (Determiners.Contains(text.Tokens[i].Word) || Standing.Contains(text.Tokens[i].Word)
            || Units.IsSure(text.Tokens[i].Word)
            || (text.IsContent(i) && !IsVerb(i)) || text.Tokens[i].Word is "of" or "von" or "-" or "'"))
        {
            i++;
        }

        return i;
    }

    private bool IsVerb(int at) => !text.IsPartOfFigure(at) && IsVerbWord(at);

    private bool IsVerbWord(int at) => Subjects.IsAuxiliary(text.Tokens[at]) || VerbForms.Are(text.Tokens, at)
        || (!text.Tokens[at].Word.EndsWith("er", StringComparison.Ordinal)
        && !text.Tokens[at].Word.EndsWith("est", StringComparison.Ordinal)
            && text.Directions.Any(d => d.At == at && d.Ways.Any(w => w.IsStrong)));

    private HashSet<int> Subject(int first, int end)
    {
        var subject = new HashSet<int>();
        for (var i = SubjectStart(first, end); i < end && !IsVerb(i) && text.FigureAt(i) is null
            && (Prepositions.Group(text.Tokens[i].Word) is null or "of"); i++)
            subject.Add(i);
        return subject;
    }

    /// <summary>Behind an adverbial that begins a sentence: "In 2022 the clinic".</summary>
    private int SubjectStart(int first, int end)
    {
        if (Prepositions.Group(text.Tokens[first].Word) is null)
            return first;
        if (first + 1 < end && text.FigureAt(first + 1) is { } figure)
            return Math.Min(end - 1, figure.Last + (figure.Last + 1 < end && text.Tokens[figure.Last + 1].Is(',') ? 2 : 1));
        var comma = Enumerable.Range(first, end - first).TakeWhile(i => !IsVerb(i))
            .FirstOrDefault(i => text.Tokens[i].Is(','), -1);
        return comma >= 0 && comma + 1 < end ? comma + 1 : first;
    }

    /// <summary>What a clause takes from the one before: its verb when it has none, the noun that "those" stands for.</summary>
    private HashSet<int> Carried(HashSet<int> before, HashSet<int> subject, HashSet<int> own, int first, int end)
    {
        var carried = new HashSet<int>();
        if (Standing.Contains(text.Tokens[first].Word) && first + 1 < end
            && Prepositions.Group(text.Tokens[first + 1].Word) is not null)
            carried.UnionWith(subject.Order().TakeWhile(i => Prepositions.Group(text.Tokens[i].Word) is null));
        var isWhole = HasVerb(first, end) && !Enumerable.Range(first, end - first).Any(i => IsElliptic(i, end));
        if (isWhole)
        {
            carried.UnionWith(Counted(before, own));
            return carried;
        }

        var prepositions = own.Select(i => Prepositions.Group(text.Tokens[i].Word)).OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        var rest = before.Where(i => text.FigureAt(i) is null
            && !(Governing.Preposition(text.Tokens, i, 0) is { } preposition && preposition != "of"
            && prepositions.Contains(preposition))).ToHashSet();

        // The noun stands for the subject of what came before, or for its object.
        var replaced = ReplacedBy(first, NounEnd(first, end), before, subject);
        carried.UnionWith(rest.Except(replaced));
        return carried;
    }

    /// <summary>"The Delphin carries 85 cars; the Estrela carries 140": what is counted is said once.</summary>
    private IEnumerable<int> Counted(HashSet<int> before, HashSet<int> own)
    {
        var last = text.Figures.LastOrDefault(f => own.Contains(f.First));
        if (last is null || last.Unit is not null || last.IsCount
            || text.Figures.LastOrDefault(f => before.Contains(f.First) && f.IsRivalOf(last)) is not { } rival)
            return [];
        return Enumerable.Range(rival.Last + 1, text.Tokens.Count - rival.Last - 1)
            .TakeWhile(i => text.IsContent(i) && !IsVerb(i));
    }

    private HashSet<int> ReplacedBy(int first, int end, HashSet<int> before, HashSet<int> subject)
    {
        var noun = Enumerable.Range(first, end - first).Where(text.IsContent).ToList();
        if (noun.Count == 0)
            return [];
        var verb = before.Where(IsVerb).DefaultIfEmpty(-1).Max();
        var objects = before
            .Where(i => i > verb && verb >= 0 && text.IsContent(i) && Governing.Preposition(text.Tokens, i, verb + 1) is null)
                .ToHashSet();
        var isName = noun.Exists(i => text.Tokens[i].IsCapital);
        var (asSubject, asObject) = (
            subject.Any(i => text.Tokens[i].IsCapital && text.IsContent(i)) == isName, objects
                .Any(i => text.Tokens[i].IsCapital) == isName);
        var isObject = objects.Count > 0
            && (asSubject == asObject
            ? text.Tokens.Skip(Math.Max(0, first - 2)).Take(2).Any(t => t.Word is "and" or "or" or "und") : asObject);
        return isObject ? objects : subject;
    }

    /// <summary>"… but Solvatex does", "… did not": the verb was said before.</summary>
    private bool IsElliptic(int at, int end) => text.Tokens[at].Word is "do" or "does" or "did"
        && !Enumerable.Range(at + 1, Math.Max(0, end - at - 1)).Any(text.IsContent);
}
