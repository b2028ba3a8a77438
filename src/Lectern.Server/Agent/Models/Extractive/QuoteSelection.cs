using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// Chooses what to quote. A sentence's score is <c>0.5 × the share of the question's words that it holds + 0.3 × the share that
/// its passage holds + its likeness to the question</c>, rare words counting more; the likeness where there is a model for it.
/// Nothing in it depends on how many files the index has, so one threshold fits. Best first, at most four quotes of one or two
/// sentences, 800 characters in all; none when the best sentence is below the threshold, unless the question asks for a section
/// by its title. The constants were chosen on XQuAD but for those that say otherwise, see <c>bench/results/answers.md</c>.
/// </summary>
internal static partial class QuoteSelection
{
    public const int MaxQuotes = 4;
    public const int MaxCharacters = 800;

    private const int MaxQuoteCharacters = 400;

    /// <summary>Passages whose units are compared, and how many units of them.</summary>
    private const int MaxPassages = 3;

    private const int MaxUnits = 48;

    /// <summary>Where passages are short, for a model that cuts a language into small pieces, more are compared.</summary>
    private const int MinCharacters = 1200;

    /// <summary>
    /// A best sentence below this does not answer, with the likeness; by words alone see <see cref="AnswerThreshold"/>.
    /// </summary>
    private const double Threshold = 1.03;

    /// <summary>What a model reads less than this of is compared by words alone.</summary>
    private const double LeastReading = 0.05;

    /// <summary>Nor is one quoted that is much worse than the best.</summary>
    private const double MinShareOfBest = 0.5;

    /// <summary>A section that the question asks for by its title needs no likeness. Set by hand.</summary>
    private const double TitleBonus = 0.5;

    /// <summary>
    /// The sentences of a section that the question asks for, and for nothing else, come in their order. Set by hand, above
    /// every other score.
    /// </summary>
    private const double Whole = 10, Later = 0.01;

    /// <summary>
    /// Where the search is as sure of a passage, a question for a topic is answered with its beginning. Set by hand: the best
    /// passages for 519 questions of XQuAD whose article was not there had 0.35 at most.
    /// </summary>
    private const double Sure = 0.45;

    /// <summary>Sentences of such a beginning.</summary>
    private const int Beginning = 2;

    /// <param name="passages">Best first.</param>
    /// <param name="embedding">Null compares words only.</param>
    public static IReadOnlyList<Quote> Choose(
        Question question, IReadOnlyList<QuotedPassage> passages, EmbeddingModel? embedding, CancellationToken cancellationToken)
    {
        if (passages.Count == 0)
            return [];
        var languages = Terms.LanguagesOf(passages.Take(MaxPassages).Select(p => p.Content));
        var wanted = question.Wanted(languages);
        if (wanted.Count == 0)
            return [];
        var asked = question.Wanted().Where(w => w.Value >= 1).Select(w => w.Key).ToHashSet(StringComparer.Ordinal);
        var read = passages.Select((p, i) => (Rank: i, Units: QuoteUnits.Of(p, languages))).ToList();
        var titles = new SectionTitles(asked);
        var units = read.OrderByDescending(r => r.Units.Select(u => Nearness(titles.Of(u), u)).DefaultIfEmpty().Max())
            .ThenBy(r => r.Rank).Take(Enough(passages)).SelectMany(r => r.Units).Take(MaxUnits).ToList();
        var reading = Reading(passages, embedding);
        var vectors = reading < LeastReading ? null : QuestionVectors.Of(question, embedding, cancellationToken);
        var weights = Weights(wanted, units);
        Score(units, weights, vectors?.Likeness([.. units.Select(u => u.Text)], cancellationToken), reading);
        var isTitled = false;
        var asksFact = question.Name is null && SectionTitle.IsQuestion(question.Text);
        for (var i = 0; i < units.Count; i++)
        {
            var match = titles.Of(units[i]);
            isTitled |= match != SectionTitles.Match.None;
            units[i].Score = match switch
            {
                SectionTitles.Match.Alone when units[i].IsSaying
                    && (!asksFact || SectionTitle.IsQuestion(units[i].Section)) => Whole - (i * Later),
                SectionTitles.Match.Alone or SectionTitles.Match.WithMore => units[i].Score + TitleBonus,
                _ => units[i].Score,
            };
        }

        var script = AnswerThreshold.ScriptOf(question.Text);
        var isOther = AnswerThreshold.IsOther(script, languages);
        var threshold = AnswerThreshold.ByWords(script, isOther)
            + (vectors is null ? 0 : reading * (Threshold - AnswerThreshold.English));
        var told = question.Told.Select(t => OneLine.Of(t)).ToList();
        var strongest = units.Select(u => u.Score).DefaultIfEmpty().Max();
        var answers = (vectors is null && isOther
            ? AnswerThreshold.ByIndex(question, [.. wanted.Keys], script, passages, languages, strongest) : null)
            ?? strongest >= threshold;
        if (isOther)
            OtherLanguages.AddTo(question.Text, units, passages, weights);
        var best = units.OrderByDescending(u => u.Score).ToList();
        if (!isTitled && told.Count == 0 && question.Context.Length == 0)
        {
            if (!NamedWords.HasYear(question, units))
                return [];
            answers &= isOther || question.Name is not { } name
                || NamedWords.AreIn(units, name);
        }

        if (best.Count == 0 || (!isTitled && told.Count == 0 && !answers))
        {
            return vectors is not null && passages[0].Score >= Sure && TopicQuestion.Is(question.Text)
                ? Quotes(read[0].Units.Take(Beginning), IsTold, withNeighbours: false) : [];
        }

        var good = best.TakeWhile(u => u.Score >= MinShareOfBest * best[0].Score).Where(u => !IsTold(u) && u.Terms.Count > 0);
        return Quotes(good, IsTold, withNeighbours: isOther);

        bool IsTold(QuoteUnit unit) => told.Exists(t => t.Contains(unit.Text, StringComparison.Ordinal));
    }

    /// <summary>Where a section that is asked for begins comes first, then what else is of it.</summary>
    private static int Nearness(SectionTitles.Match match, QuoteUnit unit) =>
        match == SectionTitles.Match.None ? 0 : match == SectionTitles.Match.Alone && unit.IsUnderOwnHeading ? 2 : 1;

    private static void Score(List<QuoteUnit> units, Dictionary<string, double> weights, double[]? likeness, double reading)
    {
        for (var i = 0; i < units.Count; i++)
            units[i].Score = units[i].WordScore(weights) + (reading * (likeness?[i] ?? 0));
    }

    private static int Enough(IReadOnlyList<QuotedPassage> passages)
    {
        var (count, characters) = (0, 0);
        while (count < passages.Count && (count < MaxPassages || characters < MinCharacters))
            characters += passages[count++].Content.Length;
        return count;
    }

    /// <summary>How well the model reads the passages: as far as that, its likenesses count.</summary>
    private static double Reading(IReadOnlyList<QuotedPassage> passages, EmbeddingModel? embedding) =>
        embedding?.Tokens?.LettersAPiece(string.Join(' ', passages.Take(MaxPassages).Select(p => p.Content))) is { } letters
            ? ModelReading.Of(letters) : 1;

    /// <summary>Each wanted term's share of the question: inverse frequency among the units at hand, 1 in sum.</summary>
    private static Dictionary<string, double> Weights(IReadOnlyDictionary<string, double> wanted, List<QuoteUnit> units)
    {
        var raw = wanted.ToDictionary(
            w => w.Key,
            w => w.Value * Math.Log(1 + ((units.Count + 1.0) / (1 + units.Count(u => u.Terms.Contains(w.Key))))),
            StringComparer.Ordinal);
        var sum = raw.Values.Sum();
        return raw.ToDictionary(w => w.Key, w => w.Value / sum, StringComparer.Ordinal);
    }
}
