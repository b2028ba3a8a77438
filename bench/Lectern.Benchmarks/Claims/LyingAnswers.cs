using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Benchmarks.Answers;
using Lectern.FakeModel;

namespace Lectern.Benchmarks.Claims;

/// <summary>Asks a server whose model lies, and compares what is shown with what is stored.</summary>
internal static class LyingAnswers
{
    private const int AskedTwice = 2;

    public static async Task RunAsync(Report report, AnswerSet set)
    {
        var folder = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        await using var models = await FakeModelServer.StartAsync();
        models.KeepsRequests = false;
        var model = new LyingModel(seed: 20);
        models.Otherwise = model.Reply;
        var kept = new Dictionary<string, (int Said, int Kept)>(StringComparer.Ordinal);
        int answers = 0, shown = 0, equal = 0, wrongText = 0;
        await using (var server = await BenchServer.StartAsync(
            folder, 5195, (
                "LECTERN_MODEL",
                "openai:scripted"), ("OPENAI_BASE_URL", models.BaseUrl), ("LECTERN_EMBEDDINGS", "none")))
        {
            var index = await BenchIndex.MakeAsync(
                server.Http, "articles", [.. set.Paragraphs.Select(p => ($"{p.Id}.txt", p.Text))]);
            foreach (var question in Enumerable.Repeat(set.Questions, AskedTwice).SelectMany(q => q))
            {
                model.Said.Clear();
                var turn = await AnsweredTurn.AskAsync(
                    server.Http, await BenchIndex.SessionAsync(server.Http, index), question.Text);
                answers++;

                // A space that came before the mark may have been on its way when the mark was left out.
                var lines = turn.Content.Replace(" .", ".", StringComparison.Ordinal).Split('\n');
                foreach (var claim in model.Said)
                {
                    // A number that names no passage is text, and no mark.
                    var isThere = lines.Contains(
                        $"- {claim.Text} [{claim.Number}].".Replace(" .", ".", StringComparison.Ordinal));
                    var isKept = isThere && turn.Citations.Any(c => c.GetProperty("marker").GetString() == $"[{claim.Number}]");
                    wrongText += isThere || lines.Contains(
                        $"- {claim.Text}.".Replace(" .", ".", StringComparison.Ordinal)) ? 0 : 1;
                    var count = kept.GetValueOrDefault(claim.Kind);
                    kept[claim.Kind] = (count.Said + 1, count.Kept + (isKept ? 1 : 0));
                }

                foreach (var citation in turn.Citations)
                {
                    shown++;
                    equal += await EqualsStoredAsync(server.Http, index, citation, turn.Content) ? 1 : 0;
                }
            }
        }

        Directory.Delete(folder, recursive: true);
        report.AddAtLeast(
            "Answers of a model that also lies", answers, 1000, "", $"{kept.Values.Sum(k => k.Said)} marked claims");
        report.AddAtLeast(
            "Citations shown that equal `read` at their span", 100.0 * equal / shown, 100, "%",
            $"of {shown}; the marker stands at its position too");
        foreach (var (kind, count) in kept.OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            var (what, percent) = ($"Marks kept: {kind}", 100.0 * count.Kept / count.Said);
            if (kind is "number" or "name" or "no passage" or "quotation")
                report.Add(what, percent, 0, "%", $"{count.Kept} of {count.Said}");
            else if (kind.StartsWith("true", StringComparison.Ordinal))
                report.AddAtLeast(what, percent, 90, "%", $"{count.Kept} of {count.Said}");
            else
                report.Note(what, $"{percent:0.0} %", $"{count.Kept} of {count.Said}; another passage can say the same");
        }

        report.Add("Claims whose words were changed", wrongText, 0, "", "only marks are left out");
    }

    private static async Task<bool> EqualsStoredAsync(HttpClient http, string index, JsonElement citation, string content)
    {
        var (start, end) = (citation.GetProperty("start_char").GetInt32(), citation.GetProperty("end_char").GetInt32());
        using var response = await http.PostAsJsonAsync(
            "/api/v1/retrieval/files/read",
            new
            {
                index_id = index,
                file_id = citation.GetProperty("file_id").GetString(),
                offset = start,
                max_length = end - start
            });
        response.EnsureSuccessStatusCode();
        var stored = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("content").GetString();
        var marker = citation.GetProperty("marker").GetString()!;
        var at = string.Concat(content.EnumerateRunes().Skip(citation.GetProperty("position").GetInt32()).Take(marker.Length));
        return stored == citation.GetProperty("quote").GetString() && at == marker;
    }
}
