using System.Text.Json;
using Lectern.Server.Indexing.Chunking;
using Lectern.Server.Retrieval.Words;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent.Models;

/// <summary>A passage that can be quoted.</summary>
/// <param name="Heading">The headings above it, or empty.</param>
/// <param name="Source">File name and page, for a reader.</param>
/// <param name="Number">What it is cited by; 0 when it has none.</param>
internal sealed record QuotedPassage(string Content, string Heading, double Score, string Source, int Number = 0)
{
    /// <summary>The passages of a <c>retrieve</c> result.</summary>
    public static IReadOnlyList<QuotedPassage> Read(FunctionResultContent found) =>
        found.Result is JsonElement json && json.TryGetProperty("passages", out var passages)
            ? [.. passages.EnumerateArray().Select(Read)]
            : [];

    private static QuotedPassage Read(JsonElement passage)
    {
        var page = (Page(passage, "page_start"), Page(passage, "page_end")) switch
        {
            (null, _) => "",
            ({ } first, { } last) when last > first => $", pages {first}–{last}",
            ({ } first, _) => $", page {first}",
        };
        return new QuotedPassage(
            passage.GetProperty("content").GetString() ?? "",
            passage.GetProperty("heading").GetString() ?? "",
            passage.GetProperty("score").GetDouble(),
            OneLine(passage.GetProperty("file_name").GetString() ?? "") + page,
            passage.TryGetProperty("n", out var number) ? number.GetInt32() : 0);
    }

    private static int? Page(JsonElement passage, string name) =>
        passage.GetProperty(name) is { ValueKind: JsonValueKind.Number } page ? page.GetInt32() : null;

    internal static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <param name="Text">The passage's own words on one line, so that nothing in a document can leave the quotation.</param>
internal sealed record Quote(string Text, QuotedPassage Passage);

/// <summary>
/// Chooses what to quote: sentences scored by the share of the question's words they hold, rare words counting more, and by their
/// passage's score; the best four, of one or two sentences each, in 800 characters.
/// </summary>
internal static class QuoteSelection
{
    private static readonly HashSet<string> AboutDocuments =
        [.. "document documents file files text page say says said mention explain describe".Split(' ').Select(Terms.Term)];

    private const int MaxQuotes = 4;
    private const int MaxCharacters = 800;
    private const int MaxQuoteCharacters = 400;

    /// <summary>Below this share of the question's weighted words a sentence does not answer it.</summary>
    private const double MinOverlap = 0.34;

    /// <summary>Nor does one that holds much less of them than the best.</summary>
    private const double MinShareOfBest = 0.6;

    /// <summary>A word that stands only in the heading above a sentence counts this much.</summary>
    private const double HeadingWeight = 0.5;

    /// <summary>A sentence shorter than this is quoted with the one after it.</summary>
    private const int ShortSentence = 60;

    public static IReadOnlyList<Quote> Choose(string question, IReadOnlyList<QuotedPassage> passages)
    {
        var candidates = passages.SelectMany(Sentences).ToList();
        var weights = Weights(Wanted(question), candidates);
        var scored = candidates.Select(c => (c.Quote, Overlap: c.Overlap(weights))).ToList();
        var enough = Math.Max(MinOverlap, MinShareOfBest * scored.Select(c => c.Overlap).DefaultIfEmpty().Max());
        var best = scored.Where(c => c.Overlap >= enough).OrderByDescending(c => c.Overlap + c.Quote.Passage.Score);

        var chosen = new List<Quote>();
        var characters = 0;
        foreach (var (quote, _) in best)
        {
            if (chosen.Count == MaxQuotes)
                break;
            if (characters + quote.Text.Length > MaxCharacters || chosen.Any(c => Repeats(c.Text, quote.Text)))
                continue;
            chosen.Add(quote);
            characters += quote.Text.Length;
        }

        return chosen;
    }

    /// <summary>The question's words without those that speak of the documents themselves.</summary>
    private static IEnumerable<string> Wanted(string question)
    {
        var terms = Terms.ForQuery(question);
        var subject = terms.Where(t => !AboutDocuments.Contains(t)).ToList();
        return subject.Count > 0 ? subject : terms;
    }

    private static IEnumerable<Candidate> Sentences(QuotedPassage passage)
    {
        var heading = TermsOf(passage.Heading);
        var spans = SentenceSplitter.Split(passage.Content).Where(s => !IsMarkup(passage.Content, s.Start)).ToList();
        for (var i = 0; i < spans.Count; i++)
        {
            var (start, length) = spans[i];
            var both = i + 1 < spans.Count ? spans[i + 1].Start + spans[i + 1].Length - start : int.MaxValue;
            if (length < ShortSentence && both <= MaxQuoteCharacters && IsNext(passage.Content, spans[i], spans[i + 1]))
                length = both;
            var text = Beginning(QuotedPassage.OneLine(passage.Content.Substring(start, length)));
            yield return new Candidate(new Quote(text, passage), TermsOf(text), heading);
        }
    }

    /// <summary>Headings say what a passage is about, and table rules and fences say nothing: none of them is a sentence.</summary>
    private static bool IsMarkup(string content, int start) =>
        content[start] == '#' || content.AsSpan(start).StartsWith("|-") || content.AsSpan(start).StartsWith("| -")
        || content.AsSpan(start).StartsWith("```");

    /// <summary>As many whole words as may be quoted: a list or a table without full stops is one long sentence.</summary>
    private static string Beginning(string text)
    {
        if (text.Length <= MaxQuoteCharacters)
            return text;
        var space = text.LastIndexOf(' ', MaxQuoteCharacters);
        var end = space > 0 ? space : MaxQuoteCharacters;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)];
    }

    private static bool IsNext(string content, (int Start, int Length) span, (int Start, int Length) next) =>
        string.IsNullOrWhiteSpace(content[(span.Start + span.Length)..next.Start]);

    private static HashSet<string> TermsOf(string text) => Terms.Words(text).Select(Terms.Term).ToHashSet(StringComparer.Ordinal);

    /// <summary>Each wanted term's share of the question: inverse frequency among the sentences at hand, 1 in sum.</summary>
    private static Dictionary<string, double> Weights(IEnumerable<string> wanted, List<Candidate> sentences)
    {
        var raw = wanted.ToDictionary(
            t => t,
            t => Math.Log(1 + ((sentences.Count + 1.0) / (1 + sentences.Count(s => s.Terms.Contains(t))))),
            StringComparer.Ordinal);
        var sum = raw.Values.Sum();
        return raw.ToDictionary(w => w.Key, w => w.Value / sum, StringComparer.Ordinal);
    }

    private sealed record Candidate(Quote Quote, HashSet<string> Terms, HashSet<string> Heading)
    {
        /// <summary>The share of the question that it holds, 0 to 1.</summary>
        public double Overlap(Dictionary<string, double> weights) => weights.Sum(
            w => w.Value * (Terms.Contains(w.Key) ? 1 : Heading.Contains(w.Key) ? HeadingWeight : 0));
    }

    private static bool Repeats(string a, string b) =>
        a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal);
}
