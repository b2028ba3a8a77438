using System.Text.Json;
using Lectern.Server.Indexing.Chunking;
using Lectern.Server.Retrieval.Words;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent.Models;

/// <summary>A passage that can be quoted.</summary>
/// <param name="Source">File name and page, for a reader.</param>
internal sealed record QuotedPassage(string Content, double Score, string Source)
{
    /// <summary>The passages of a <c>retrieve</c> result.</summary>
    public static IReadOnlyList<QuotedPassage> Read(FunctionResultContent found) =>
        found.Result is JsonElement json && json.TryGetProperty("passages", out var passages)
            ? [.. passages.EnumerateArray().Select(Read)]
            : [];

    private static QuotedPassage Read(JsonElement passage)
    {
        var page = passage.GetProperty("page_start").ValueKind == JsonValueKind.Number ? $", page {passage.GetProperty("page_start").GetInt32()}" : "";
        return new QuotedPassage(
            passage.GetProperty("content").GetString() ?? "",
            passage.GetProperty("score").GetDouble(),
            OneLine(passage.GetProperty("file_name").GetString() ?? "") + page);
    }

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
    private const int MaxQuotes = 4;
    private const int MaxCharacters = 800;
    private const int MaxQuoteCharacters = 400;

    /// <summary>Below this share of the question's weighted words a sentence says nothing about it.</summary>
    private const double MinOverlap = 0.2;

    /// <summary>A sentence shorter than this (a heading, say) is quoted with the one after it.</summary>
    private const int ShortSentence = 60;

    public static IReadOnlyList<Quote> Choose(string question, IReadOnlyList<QuotedPassage> passages)
    {
        var wanted = Terms.ForQuery(question).ToHashSet(StringComparer.Ordinal);
        var candidates = passages.SelectMany(Sentences).ToList();
        var weights = Weights(wanted, candidates);
        var total = weights.Values.Sum();
        var best = candidates
            .Select(c => (c.Quote, Overlap: c.Terms.Where(weights.ContainsKey).Sum(t => weights[t]) / Math.Max(total, 1e-9)))
            .Where(c => c.Overlap >= MinOverlap)
            .OrderByDescending(c => c.Overlap + c.Quote.Passage.Score);

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

    private static IEnumerable<(Quote Quote, HashSet<string> Terms)> Sentences(QuotedPassage passage)
    {
        var spans = SentenceSplitter.Split(passage.Content).ToList();
        for (var i = 0; i < spans.Count; i++)
        {
            var (start, length) = spans[i];
            if (length < ShortSentence && i + 1 < spans.Count)
                length = spans[i + 1].Start + spans[i + 1].Length - start;
            var text = QuotedPassage.OneLine(passage.Content.Substring(start, length));
            if (text.Length <= MaxQuoteCharacters)
                yield return (new Quote(text, passage), Terms.Words(text).Select(Terms.Term).ToHashSet(StringComparer.Ordinal));
        }
    }

    /// <summary>Inverse frequency among the sentences at hand.</summary>
    private static Dictionary<string, double> Weights(HashSet<string> wanted, List<(Quote Quote, HashSet<string> Terms)> sentences) =>
        wanted.ToDictionary(
            t => t,
            t => Math.Log(1 + ((sentences.Count + 1.0) / (1 + sentences.Count(s => s.Terms.Contains(t))))),
            StringComparer.Ordinal);

    private static bool Repeats(string a, string b) =>
        a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal);
}
