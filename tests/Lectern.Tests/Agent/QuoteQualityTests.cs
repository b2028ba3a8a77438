using System.Text.Json;
using Lectern.Server.Agent.Models.Extractive;
using Lectern.Server.Text;

namespace Lectern.Tests.Agent;

/// <summary>
/// How well quotes answer, over XQuAD's paragraphs and questions with BM25 (k1 = 1.2, b = 0.75) as retrieval. The floors lie
/// under what was measured (first quote 0.80, any quote 0.89, quoted though the topic is missing 0.13), to catch a fall. With
/// vectors it is better: <c>bench/results/answers.md</c>.
/// </summary>
public sealed class QuoteQualityTests
{
    private const int TopK = 8;

    [Fact]
    public void Quotes_hold_the_answer_of_most_questions_and_few_are_made_when_the_topic_is_missing()
    {
        var folder = Data();
        Assert.SkipUnless(folder is not null, "needs ../shared/data/xquad_dev");
        var paragraphs = Lines(folder, "corpus.jsonl").Select(Paragraph.Read).ToList();
        var right = File.ReadLines(Path.Combine(folder, "qrels.tsv")).Select(l => l.Split('\t')).ToLookup(p => p[0], p => p[1]);
        var questions = Lines(folder, "queries.jsonl").Where(q => right.Contains(q.GetProperty("_id").GetString()!)).ToList();
        int first = 0, any = 0, missing = 0;
        foreach (var question in questions)
        {
            var text = question.GetProperty("text").GetString()!;
            var answers = question.GetProperty(
                "metadata").GetProperty("answers").EnumerateArray().Select(a => a.GetString()!).ToList();
            var quotes = Ask(text, paragraphs);
            first += quotes.Take(1).Any(q => Holds(q, answers)) ? 1 : 0;
            any += quotes.Any(q => Holds(q, answers)) ? 1 : 0;
            var topics = paragraphs.Where(
                p => right[question.GetProperty("_id").GetString()!].Contains(p.Id)).Select(p => p.Topic).ToHashSet();
            missing += Ask(text, paragraphs.Where(p => !topics.Contains(p.Topic)).ToList()).Count > 0 ? 1 : 0;
        }

        TestContext.Current.SendDiagnosticMessage(
            $"{questions.Count} questions: first {first}, any {any}, topic missing {missing}");
        Assert.InRange((double)first / questions.Count, 0.75, 1);
        Assert.InRange((double)any / questions.Count, 0.86, 1);
        Assert.InRange((double)missing / questions.Count, 0, 0.18);
    }

    private static bool Holds(Quote quote, IEnumerable<string> answers) =>
        answers.Any(a => quote.Text.Contains(a, StringComparison.Ordinal));

    private static IReadOnlyList<Quote> Ask(string question, List<Paragraph> paragraphs)
    {
        var terms = Terms.ForQuery(question).ToDictionary(
            t => t, t => Rarity(paragraphs.Count, paragraphs.Count(p => p.Terms.ContainsKey(t))), StringComparer.Ordinal);
        var average = paragraphs.Average(p => p.Length);
        var found = paragraphs.Select(
            p => (Paragraph: p, Score: terms.Sum(t => t.Value * p.Weight(t.Key, average)) / (2.2 * terms.Values.Sum())))
            .Where(f => f.Score > 0).OrderByDescending(f => f.Score).Take(TopK);
        return QuoteSelection.Choose(
            new Question(
                question,
                ""), [.. found.Select(f => new QuotedPassage(f.Paragraph.Text, "", f.Paragraph.Id))], null, default);
    }

    private static double Rarity(int count, int holding) => Math.Log(1 + ((count - holding + 0.5) / (holding + 0.5)));

    private static IEnumerable<JsonElement> Lines(string folder, string name) =>
        File.ReadLines(Path.Combine(folder, name)).Select(l => JsonElement.Parse(l));

    private static string? Data()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Lectern.slnx")))
            folder = folder.Parent;
        var data = Path.Combine(folder?.Parent?.FullName ?? "", "shared", "data", "xquad_dev");
        return Directory.Exists(data) ? data : null;
    }

    private sealed record Paragraph(string Id, string Topic, string Text, Dictionary<string, int> Terms, int Length)
    {
        public static Paragraph Read(JsonElement line)
        {
            var text = line.GetProperty("text").GetString()!;
            var terms = Server.Text.Terms.Words(text).Select(Server.Text.Terms.Term).ToList();
            return new Paragraph(
                line.GetProperty("_id").GetString()!, line.GetProperty("title").GetString()!, text,
                terms.CountBy(t => t).ToDictionary(StringComparer.Ordinal), terms.Count);
        }

        public double Weight(string term, double averageLength) => Terms.TryGetValue(term, out var count)
            ? 2.2 * count / (count + (1.2 * (0.25 + (0.75 * Length / averageLength))))
            : 0;
    }
}
