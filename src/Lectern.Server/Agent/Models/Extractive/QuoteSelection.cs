using System.Text.RegularExpressions;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <param name="Text">The passage's own words on one line, so that nothing in a document can leave the quotation.</param>
internal sealed record Quote(string Text, QuotedPassage Passage);

/// <summary>
/// Chooses what to quote. A sentence's score is <c>0.5 × the share of the question's words that it holds + 0.3 × the share that
/// its passage holds + its likeness to the question</c>, rare words counting more; the likeness where there is a model for it.
/// Nothing in it depends on how many files the index has, so one threshold fits. Best first, at most four quotes of one or two
/// sentences, 800 characters in all; none when the best sentence is below the threshold. The constants were chosen on XQuAD,
/// see <c>bench/results/answers.md</c>.
/// </summary>
internal static partial class QuoteSelection
{
    private const int MaxQuotes = 4;
    private const int MaxCharacters = 800;
    private const int MaxQuoteCharacters = 400;

    /// <summary>Passages whose sentences are compared, and how many sentences of them.</summary>
    private const int MaxPassages = 3;

    private const int MaxSentences = 48;

    private const double WordShare = 0.5;
    private const double PassageShare = 0.3;

    /// <summary>A best sentence below this does not answer: with the likeness, and by words alone.</summary>
    private const double Threshold = 1.03;

    private const double WordThreshold = 0.27;

    /// <summary>Nor is one quoted that is much worse than the best.</summary>
    private const double MinShareOfBest = 0.5;

    /// <summary>A word that stands only in the heading above a sentence counts this much.</summary>
    private const double HeadingWeight = 0.5;

    /// <summary>A sentence shorter than this is quoted with the one after it.</summary>
    private const int ShortSentence = 60;

    /// <param name="passages">Best first.</param>
    /// <param name="embedding">Null compares words only.</param>
    public static IReadOnlyList<Quote> Choose(
        Question question, IReadOnlyList<QuotedPassage> passages, EmbeddingModel? embedding, CancellationToken cancellationToken)
    {
        var wanted = question.Wanted();
        if (wanted.Count == 0)
            return [];
        var sentences = passages.Take(MaxPassages).SelectMany(Sentences).Take(MaxSentences).ToList();
        var weights = Weights(wanted, sentences);
        var vectors = QuestionVectors.Of(question, embedding, cancellationToken);
        var likeness = vectors?.Likeness([.. sentences.Select(s => s.Text)], cancellationToken);
        for (var i = 0; i < sentences.Count; i++)
            sentences[i].Score = sentences[i].WordScore(weights) + (likeness?[i] ?? 0);
        var best = sentences.OrderByDescending(s => s.Score).ToList();
        if (best.Count == 0 || best[0].Score < (vectors is null ? WordThreshold : Threshold))
            return [];
        return Quotes(best.TakeWhile(s => s.Score >= MinShareOfBest * best[0].Score));
    }

    private static List<Quote> Quotes(IEnumerable<Sentence> best)
    {
        var chosen = new List<Quote>();
        var used = new HashSet<Sentence>();
        var room = MaxCharacters;
        foreach (var sentence in best)
        {
            if (chosen.Count == MaxQuotes)
                break;
            if (used.Contains(sentence) || chosen.Any(c => c.Text.Contains(sentence.Text, StringComparison.Ordinal)))
                continue;
            var quoted = (Sentence[])[sentence];
            foreach (var with in ((Sentence[], bool)[])[([sentence.Before!, sentence], sentence.NeedsBefore), ([sentence, sentence.After!], sentence.NeedsAfter)])
            {
                if (with.Item2 && !with.Item1.Any(used.Contains) && Text(with.Item1).Length <= Math.Min(room, MaxQuoteCharacters))
                {
                    quoted = with.Item1;
                    break;
                }
            }

            var text = Beginning(Text(quoted));
            if (text.Length > room)
                continue;
            room -= text.Length;
            used.UnionWith(quoted);
            chosen.Add(new Quote(text, sentence.Passage));
        }

        return chosen;
    }

    private static string Text(Sentence[] quoted) => OneLine.Of(
        quoted[0].Passage.Content[quoted[0].Start..(quoted[^1].Start + quoted[^1].Length)]);

    private static List<Sentence> Sentences(QuotedPassage passage)
    {
        var (heading, around) = (TermsOf(passage.Heading), TermsOf(passage.Content));
        var sentences = SentenceSplitter.Split(passage.Content).Where(s => !IsMarkup(passage.Content, s.Start))
            .Select(s => new Sentence(passage, s.Start, s.Length, heading, around)).ToList();
        for (var i = 1; i < sentences.Count; i++)
        {
            var (one, next) = (sentences[i - 1], sentences[i]);
            if (string.IsNullOrWhiteSpace(passage.Content[(one.Start + one.Length)..next.Start]))
                (one.After, next.Before) = (next, one);
        }

        return sentences;
    }

    /// <summary>
    /// Headings say what a passage is about, and table rules and fences say nothing: none of them is a sentence.
    /// </summary>
    private static bool IsMarkup(string content, int start) =>
        content[start] == '#' || content.AsSpan(start).StartsWith("|-") || content.AsSpan(start).StartsWith("| -")
        || content.AsSpan(start).StartsWith("```");

    /// <summary>As many whole words as may be quoted: a list or a table without full stops is one long sentence.</summary>
    private static string Beginning(string text)
    {
        if (text.Length <= MaxQuoteCharacters)
            return text;
        var space = text.LastIndexOf(' ', MaxQuoteCharacters);
        return TextStart.Of(text, space > 0 ? space : MaxQuoteCharacters);
    }

    private static HashSet<string> TermsOf(string text) => Terms.Words(text).Select(Terms.Term).ToHashSet(StringComparer.Ordinal);

    /// <summary>Each wanted term's share of the question: inverse frequency among the sentences at hand, 1 in sum.</summary>
    private static Dictionary<string, double> Weights(IReadOnlyDictionary<string, double> wanted, List<Sentence> sentences)
    {
        var raw = wanted.ToDictionary(
            w => w.Key,
            w => w.Value * Math.Log(1 + ((sentences.Count + 1.0) / (1 + sentences.Count(s => s.Terms.Contains(w.Key))))),
            StringComparer.Ordinal);
        var sum = raw.Values.Sum();
        return raw.ToDictionary(w => w.Key, w => w.Value / sum, StringComparer.Ordinal);
    }

    [GeneratedRegex("""^(?:It|He|She|They|This|These|Those|His|Her|Their|Its|Such)\b""")]
    private static partial Regex RefersBack();

    private sealed class Sentence(QuotedPassage passage, int start, int length, HashSet<string> heading, HashSet<string> around)
    {
        public QuotedPassage Passage => passage;

        public int Start => start;

        public int Length => length;

        public string Text { get; } = OneLine.Of(passage.Content.Substring(start, length));

        public HashSet<string> Terms { get; } = TermsOf(passage.Content.Substring(start, length));

        public Sentence? Before { get; set; }

        public Sentence? After { get; set; }

        public double Score { get; set; }

        /// <summary>Who reads only this sentence would not know what it speaks of.</summary>
        public bool NeedsBefore => Before is not null && RefersBack().IsMatch(Text);

        public bool NeedsAfter => After is not null && Text.Length < ShortSentence;

        public double WordScore(Dictionary<string, double> weights) =>
            (WordShare * Share(Terms, weights)) + (PassageShare * Share(around, weights));

        /// <summary>The share of the question that words and those of the heading hold, 0 to 1.</summary>
        private double Share(HashSet<string> words, Dictionary<string, double> weights) => weights.Sum(
            w => w.Value * (words.Contains(w.Key) ? 1 : heading.Contains(w.Key) ? HeadingWeight : 0));
    }
}
