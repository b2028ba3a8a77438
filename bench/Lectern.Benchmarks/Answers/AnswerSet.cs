using System.Text.Json;
using Lectern.Benchmarks.Claims.Swaps;

namespace Lectern.Benchmarks.Answers;

/// <summary>
/// Questions with gold answers over paragraphs of articles: <c>../shared/data/xquad_dev</c>, or another folder of that shape.
/// </summary>
internal sealed record AnswerSet(IReadOnlyList<Paragraph> Paragraphs, IReadOnlyList<GoldQuestion> Questions)
{
    /// <param name="half">
    /// <c>look</c> or <c>aside</c>: questions about one of two halves of the articles, which a hash of their titles tells apart;
    /// null for all.
    /// </param>
    public static AnswerSet Read(string folder, string? half = null)
    {
        var paragraphs = Lines(folder, "corpus.jsonl")
            .Select(p => new Paragraph(Text(p, "_id"), Article(p), Text(p, "text"))).ToList();
        var right = File.ReadLines(Path.Combine(folder, "qrels.tsv")).Select(l => l.Split('\t')).ToLookup(p => p[0], p => p[1]);
        var topics = paragraphs.ToDictionary(p => p.Id, p => p.Topic, StringComparer.Ordinal);
        var questions = Lines(folder, "queries.jsonl").Where(q => right.Contains(Text(q, "_id"))).Select(q => new GoldQuestion(
            Text(q, "text"), [.. q.GetProperty("metadata").GetProperty("answers").EnumerateArray().Select(a => a.GetString()!)],
            topics[right[Text(q, "_id")].First()]));
        return new AnswerSet(paragraphs, [.. questions.Where(q => half switch
        {
            "look" => !SourcePassages.IsAside(q.Topic),
            "aside" => SourcePassages.IsAside(q.Topic),
            null => true,
            _ => throw new ArgumentException($"There is no half \"{half}\": look or aside."),
        })]);
    }

    /// <summary>Every other article.</summary>
    /// <param name="first">0 or 1.</param>
    public HashSet<string> Every(int first) =>
        [.. Paragraphs.Select(p => p.Topic).Distinct().Where((_, i) => i % 2 == first)];

    private static IEnumerable<JsonElement> Lines(string folder, string file) =>
        File.ReadLines(Path.Combine(folder, file)).Select(l => JsonElement.Parse(l));

    /// <summary>The translated sets have no titles, but ids as "a1p0".</summary>
    private static string Article(JsonElement paragraph) => Text(paragraph, "title") is { Length: > 0 } title ? title
        : Text(paragraph, "_id") is var id && id.LastIndexOf('p') is > 0 and var end ? id[..end] : Text(paragraph, "_id");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}

/// <param name="Topic">The article's title.</param>
internal sealed record Paragraph(string Id, string Topic, string Text);

/// <param name="Answers">Any of them, word for word.</param>
internal sealed record GoldQuestion(string Text, IReadOnlyList<string> Answers, string Topic);
