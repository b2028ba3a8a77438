using System.Globalization;
using System.Text;

namespace Lectern.Benchmarks.Answers;

/// <summary>
/// The answerer that needs no language model, over HTTP, with default settings: every paragraph indexed as a file of its own
/// and every question asked in a session of its own; then with only half of the articles; then all in one session.
/// </summary>
internal static class AnswerBenchmark
{
    private const string Default = "../shared/data/xquad_dev";

    /// <summary>Another folder of that shape.</summary>
    private const string SetVariable = "LECTERN_ANSWER_SET";

    /// <summary><c>look</c> or <c>aside</c>: see <see cref="AnswerSet.Read"/>.</summary>
    private const string HalfVariable = "ANSWERS_HALF";

    private const string EmbeddingsVariable = "LECTERN_EMBEDDINGS";

    public static async Task<Report> RunAsync()
    {
        var folder = Environment.GetEnvironmentVariable(SetVariable) ?? Default;
        var half = Environment.GetEnvironmentVariable(HalfVariable);
        var set = AnswerSet.Read(folder, half);
        var report = new Report(
            "answers",
            "Answers without a language model",
            $"{set.Paragraphs.Count} paragraphs of {set.Paragraphs.Select(p => p.Topic).Distinct().Count()} articles (XQuAD, its "
            + $"dev half: {Path.GetFileName(folder)}), each a file; {set.Questions.Count} questions{Half(half)}, each in a",
            "session of its own, one after the other, over HTTP. The server "
            + "is a process of its own with default settings (vectors of",
            "all-MiniLM-L6-v2, or as the environment says). " + (half == "aside"
                ? "What refuses in other languages was not chosen on these."
                : "Constants were chosen on these: expect a little less elsewhere."))
        {
            Set = Set(),
        };
        var data = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        await using (var server = await BenchServer.StartAsync(data, 5194))
        {
            var all = await BenchIndex.MakeAsync(server.Http, "all", [.. set.Paragraphs.Select(p => ($"{p.Id}.txt", p.Text))]);
            await AnsweredTurn.AskAsync(server.Http, await BenchIndex.SessionAsync(server.Http, all), set.Questions[0].Text);
            await WholeAsync(report, server.Http, all, set);
            await HalvesAsync(report, server.Http, set);
            await OneSessionAsync(report, server.Http, all, set);
            report.Note(
                "Resident memory of the server afterwards",
                string.Create(CultureInfo.InvariantCulture, $"{server.ResidentMegabytes():0} MB"), "");
        }

        Directory.Delete(data, recursive: true);
        return report;
    }

    /// <summary>What was set for this run, and a file for it beside the one of the whole set with what is usual.</summary>
    private static (string Variable, string File)? Set()
    {
        var all = ((string[])[SetVariable, HalfVariable, EmbeddingsVariable])
            .Select(n => (Name: n, Value: Environment.GetEnvironmentVariable(n))).Where(v => v.Value is not null).ToList();
        return all.Count == 0 ? null : (
            string.Join(' ', all.Select(v => $"{v.Name}={v.Value}")),
            string.Join('-', all.Select(v => Path.GetFileName(v.Value!)).Prepend("answers")));
    }

    private static string Half(string? half) => half switch
    {
        "look" => " about the half of the articles that was looked at",
        "aside" => " about the half of the articles that was kept aside",
        _ => "",
    };

    private static async Task WholeAsync(Report report, HttpClient http, string index, AnswerSet set)
    {
        var turns = new List<(GoldQuestion Question, AnsweredTurn Turn)>();
        foreach (var question in set.Questions)
            turns.Add((question, await AnsweredTurn.AskAsync(http, await BenchIndex.SessionAsync(http, index), question.Text)));
        report.AddAtLeast(
            "The gold answer stands in the quoted text", Percent(turns, t => Holds(t.Question, t.Turn.Quotes)), 92, "%",
            $"of {turns.Count} questions, all articles indexed");
        report.AddAtLeast(
            "The gold answer stands in the first quote", Percent(turns, t => Holds(t.Question, t.Turn.Quotes.Take(1))), 78, "%",
            "");
        var latencies = turns.Select(t => t.Turn.Milliseconds).Order().ToArray();
        report.Add(
            "A turn, p50", OpenLoop.Percentile(latencies, 0.5), 150, "ms",
            $"p95 {OpenLoop.Percentile(latencies, 0.95):0} ms, max {latencies[^1]:0} ms");
        var quotes = turns.Sum(t => t.Turn.Quotes.Count);
        report.AddAtLeast(
            "Quotes with a citation", 100.0 * turns.Sum(t => t.Turn.Citations.Count) / quotes, 100, "%",
            $"{quotes} quotes, {(double)quotes / turns.Count(t => t.Turn.IsAnswered):0.0} an answer");
        report.Add("Quotes of an answer, most", turns.Max(t => t.Turn.Quotes.Count), 4, "", "");
        report.Add("Quoted characters of an answer, most", turns.Max(t => Characters(t.Turn)), 800, "", "without marks");
        report.Add("`text` events of a turn, most", turns.Max(t => t.Turn.Texts), 1, "", "");
        report.Add("Tokens used", turns.Sum(t => t.Turn.Tokens ?? 0), 0, "", "");
    }

    private static async Task HalvesAsync(Report report, HttpClient http, AnswerSet set)
    {
        var turns = new List<(GoldQuestion Question, bool Indexed, AnsweredTurn Turn)>();
        foreach (var half in (int[])[0, 1])
        {
            var topics = set.Every(half);
            var index = await BenchIndex.MakeAsync(
                http, $"half {half}", [.. set.Paragraphs.Where(p => topics.Contains(p.Topic))
                    .Select(p => ($"{p.Id}.txt", p.Text))]);
            foreach (var question in set.Questions)
            {
                var turn = await AnsweredTurn.AskAsync(http, await BenchIndex.SessionAsync(http, index), question.Text);
                turns.Add((question, topics.Contains(question.Topic), turn));
            }
        }

        report.AddAtLeast(
            "Half of the articles indexed: answered or refused rightly", Percent(turns, t => t.Turn.IsAnswered == t.Indexed), 95,
            "%", "both halves; answered when the article is there, refused when it is not");
        report.Note(
            "… with the gold answer in the quotes where answered",
            $"{Percent(turns, t => t.Indexed ? Holds(t.Question, t.Turn.Quotes) : !t.Turn.IsAnswered):0.0} %",
            "the stricter count");
        report.Note(
            "… refused though the article is there", $"{Percent(turns.Where(t => t.Indexed), t => !t.Turn.IsAnswered):0.0} %",
            "");
        report.Note("… answered though it is not", $"{Percent(turns.Where(t => !t.Indexed), t => t.Turn.IsAnswered):0.0} %", "");
        report.Add(
            "Citations of a refusal, most", turns.Where(t => !t.Turn.IsAnswered).Max(t => t.Turn.Citations.Count), 0, "", "");
    }

    /// <summary>Questions that do not follow up each other must not be mixed up.</summary>
    private static async Task OneSessionAsync(Report report, HttpClient http, string index, AnswerSet set)
    {
        var session = await BenchIndex.SessionAsync(http, index);
        var turns = new List<(GoldQuestion Question, AnsweredTurn Turn)>();
        foreach (var question in set.Questions.Take(200))
            turns.Add((question, await AnsweredTurn.AskAsync(http, session, question.Text)));
        report.Note(
            "All in one session: the gold answer stands in the quoted text",
            $"{Percent(turns, t => Holds(t.Question, t.Turn.Quotes)):0.0} %",
            $"the first {turns.Count} questions; p50 of the last 50 turns "
                + $"{OpenLoop.Percentile([.. turns.TakeLast(50).Select(t => t.Turn.Milliseconds).Order()], 0.5):0} ms");
    }

    private static bool Holds(GoldQuestion question, IEnumerable<string> quotes) =>
        quotes.Any(q => question.Answers.Any(a => q.Contains(a, StringComparison.Ordinal)));

    private static int Characters(AnsweredTurn turn) =>
        turn.Quotes.Sum(q => q.LastIndexOf(" [", StringComparison.Ordinal) is > 0 and var mark ? mark : q.Length);

    private static double Percent<T>(IEnumerable<T> all, Func<T, bool> test)
    {
        var list = all.ToList();
        return 100.0 * list.Count(test) / list.Count;
    }
}
