using System.Text.Json;
using Lectern.Server.Agent.Versions;
using Lectern.Server.Text;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Agent.Versions;

/// <summary>
/// False alarms over judged sets: every text a file of its own that nothing but its date tells from the others, so that all could
/// be versions of one, and for each question the best eight by BM25 (k1 = 1.2, b = 0.75).
/// </summary>
public sealed class DisagreementAlarmTests
{
    private const int TopK = 8;

    [Theory]
    [InlineData("xquad_dev")]
    [InlineData("xquad_de")]
    [InlineData("xquad_es")]
    [InlineData("xquad_ru")]
    [InlineData("xquad_zh")]
    [InlineData("cranfield")]
    [InlineData("scifact")]
    public void None_is_said_over_texts_that_are_no_versions(string set)
    {
        var texts = Lines($"data/{set}/corpus.jsonl")
            .Select((l, i) => new Counted(i, l.GetProperty("text").GetString()!)).ToList();
        var questions = Lines($"data/{set}/queries.jsonl").Select(q => q.GetProperty("text").GetString()!).ToList();
        var postings = texts.SelectMany(t => t.Terms.Select(w => (w.Key, Text: t, w.Value))).ToLookup(p => p.Key);
        var average = texts.Average(t => t.Length);
        var passages = texts.ToDictionary(t => t, t => Dated(t));
        var alarms = new List<string>();
        foreach (var question in questions)
        {
            var scores = new Dictionary<Counted, double>();
            foreach (var term in Terms.ForQuery(question))
            {
                var holding = postings[term].ToList();
                var rarity = Math.Log(1 + ((texts.Count - holding.Count + 0.5) / (holding.Count + 0.5)));
                foreach (var (_, text, count) in holding)
                {
                    scores[text] = scores.GetValueOrDefault(text)
                        + (rarity * 2.2 * count / (count + (1.2 * (0.25 + (0.75 * text.Length / average)))));
                }
            }

            var best = scores.OrderByDescending(s => s.Value).Take(TopK).Select(s => passages[s.Key]).ToList();
            if (Disagreement.Find(question, best) is { } found)
                alarms.Add($"{question}\n{string.Join('\n', found.Versions.Select(v => "   " + Said(v)))}");
        }

        TestContext.Current.SendDiagnosticMessage($"{set}: {questions.Count} questions, {alarms.Count} alarms");
        Assert.Empty(alarms);
    }

    private static string Said(DatedStatement version) =>
        version.Passage.Content[version.Statement.Start..version.Statement.End];

    private static DatedPassage Dated(Counted text) => new(
        $"dfl-{text.Number}", $"{text.Number}.txt", "", text.Text,
        new DocumentDate(CalendarDate.Of(DateTimeOffset.UnixEpoch.AddDays(text.Number)), DateSources.Text));

    private static IEnumerable<JsonElement> Lines(string name) =>
        File.ReadLines(SharedFiles.Need(name)).Select(l => JsonElement.Parse(l));

    private sealed record Counted(int Number, string Text)
    {
        public Dictionary<string, int> Terms { get; } =
            Server.Text.Terms.Words(Text).Select(Server.Text.Terms.Term).CountBy(t => t).ToDictionary(StringComparer.Ordinal);

        public int Length => Terms.Values.Sum();
    }
}
