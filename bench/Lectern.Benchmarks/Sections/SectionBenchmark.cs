using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Benchmarks.Documents;
using Lectern.Contracts;

namespace Lectern.Benchmarks.Sections;

/// <summary>
/// Questions about parts of real documents, asked by the server's own evaluation: of an index of all documents of the half, and
/// of an index that lacks the one that answers.
/// </summary>
internal static class SectionBenchmark
{
    /// <summary><c>aside</c> for the half that is kept for the end.</summary>
    private const string HalfVariable = "SECTIONS_HALF";

    /// <summary>A folder for the questions and the pages of results; they hold the documents' words.</summary>
    private const string OutVariable = "SECTIONS_OUT";

    public static async Task<Report> RunAsync()
    {
        var isAside = Environment.GetEnvironmentVariable(HalfVariable) == "aside";
        var documents = SectionDocument.Read("../shared/documents/good", isAside);
        var questions = SectionSet.Make(documents);
        var report = new Report(
            "sections",
            "Answers about sections, without a language model",
            $"{questions.Count} questions about {questions.DistinctBy(q => q.Document).Count()} of {documents.Count} "
            + $"documents of `../shared/documents/good`, the {(isAside ? "half kept for the end" : "half to develop on")} (a",
            "hash of the file's name decides; documents of 300 to 1,000,000 characters): titles of sections, labels, rows of "
            + "tables, items of lists, 30",
            "of each at most. They are made when the suite runs and are the same each time. What answers is how the section or "
            + "the item's sentence begins,",
            "the label's value, the cell's figure. The server is a process of its own with default settings and measures by its "
            + "own evaluations. How questions",
            "are made was changed after a look at the half to develop on: ambiguous ones, identifiers and code went. "
            + (isAside ? "No rule was made" : "How the answerer finds titles,"),
            isAside
                ? "on the half that is measured here."
                : "and tells that a name or a year is not there, was worked out on this half: `sections-aside.md` has the other.")
        {
            Set = isAside ? ($"{HalfVariable}=aside", "sections-aside") : null,
        };
        var folder = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        await using (var server = await BenchServer.StartAsync(folder, 5196))
        {
            var all = await IndexAsync(server.Http, documents);
            var answers = await AskAsync(server.Http, all, questions, "there", q => new(q.Text, [q.Gold], [q.Document]));
            Quotes(report, questions, answers);
            await RefusalsAsync(report, server.Http, documents, questions);
        }

        Directory.Delete(folder, recursive: true);
        return report;
    }

    private static void Quotes(
        Report report, IReadOnlyList<SectionQuestion> questions, IReadOnlyList<JudgedAnswer> answers)
    {
        report.AddAtLeast(
            "The answer stands in the quoted text", Percent(answers, a => a.Quoted == true), 90, "%", $"of {answers.Count}");
        report.AddAtLeast("The answer stands in the first quote", Percent(answers, a => a.QuotedFirst == true), 75, "%", "");
        foreach (var kind in questions.Zip(answers).GroupBy(q => q.First.Kind))
        {
            var ofKind = kind.Select(q => q.Second).ToList();
            report.Note(
                $"… of kind {kind.Key}",
                $"{Percent(ofKind, a => a.Quoted == true):0.0} %, {Percent(ofKind, a => a.QuotedFirst == true):0.0} %",
                $"of {ofKind.Count}; refused {ofKind.Count(a => a.Turn.IsRefusal)}");
        }
    }

    /// <summary>Every other document of those that are asked about is in one of two indexes; the others are in both.</summary>
    private static async Task RefusalsAsync(
        Report report, HttpClient http, IReadOnlyList<SectionDocument> documents, IReadOnlyList<SectionQuestion> questions)
    {
        var asked = questions.Select(q => q.Document).Distinct().Order(StringComparer.Ordinal).ToList();
        var answers = new List<(SectionQuestion Question, JudgedAnswer Answer)>();
        foreach (var half in (int[])[0, 1])
        {
            var lacking = asked.Where((_, i) => i % 2 == half).ToHashSet(StringComparer.Ordinal);
            var index = await IndexAsync(http, [.. documents.Where(d => !lacking.Contains(d.Name))]);
            var without = questions.Where(q => lacking.Contains(q.Document)).ToList();
            var judged = await AskAsync(http, index, without, $"lacking-{half}", q => new(q.Text, Unanswerable: true));
            answers.AddRange(without.Zip(judged));
        }

        report.AddAtLeast(
            "Refused where no document answers", Percent(answers, a => a.Answer.RefusedRightly == true), 95, "%",
            $"of {answers.Count}, each asked of an index without its document");
        foreach (var kind in answers.GroupBy(a => a.Question.Kind))
        {
            report.Note(
                $"… of kind {kind.Key}", $"{Percent(kind, a => a.Answer.RefusedRightly == true):0.0} %", $"of {kind.Count()}");
        }
    }

    private static async Task<string> IndexAsync(HttpClient http, IReadOnlyList<SectionDocument> documents)
    {
        var library = new LibraryClient(http);
        var directory = await library.DirectoryAsync();
        foreach (var document in documents)
            await library.UploadAsync(directory, document.Name, await File.ReadAllBytesAsync(document.Path));
        return await library.IndexAsync(directory);
    }

    private static async Task<IReadOnlyList<JudgedAnswer>> AskAsync(
        HttpClient http, string index, IReadOnlyList<SectionQuestion> questions, string name,
        Func<SectionQuestion, EvaluationQuestion> asked)
    {
        EvaluationQuestion[] sent = [.. questions.Select(asked)];
        using var started = await http.PostAsJsonAsync(
            "/api/v1/evaluations/answers", new AnswerEvaluationRequest([index], sent, Concurrency: 1), LecternJson.Wire.Options);
        started.EnsureSuccessStatusCode();
        var id = (await started.Content.ReadFromJsonAsync(LecternJson.Wire.EvaluationSummary))!.Id;
        while (true)
        {
            var results = (await http.GetFromJsonAsync($"/api/v1/evaluations/{id}", LecternJson.Wire.EvaluationResponse))!;
            if (results.Evaluation.Status == EvaluationStatus.Running)
            {
                await Task.Delay(500);
                continue;
            }

            if (Environment.GetEnvironmentVariable(OutVariable) is { } folder)
                await KeepAsync(folder, name, sent, await http.GetStringAsync($"/api/v1/evaluations/{id}/page"));
            return results.Evaluation is { Status: EvaluationStatus.Done, Answers.Failed: 0 } ? results.Answers
                : throw new InvalidOperationException($"Not every question was answered: {results.Evaluation}");
        }
    }

    private static async Task KeepAsync(string folder, string name, IReadOnlyList<EvaluationQuestion> questions, string page)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.html"), page);
        await File.WriteAllLinesAsync(
            Path.Combine(folder, $"{name}.jsonl"),
            questions.Select(q => JsonSerializer.Serialize(q, LecternJson.Wire.EvaluationQuestion)));
    }

    private static double Percent<T>(IEnumerable<T> all, Func<T, bool> test)
    {
        var list = all.ToList();
        return 100.0 * list.Count(test) / Math.Max(1, list.Count);
    }
}
