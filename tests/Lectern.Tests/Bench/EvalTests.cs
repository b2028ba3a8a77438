using Lectern.Eval;
using Lectern.Tests.Fakes;
using Lectern.Tests.Processes;

namespace Lectern.Tests.Bench;

/// <summary><c>lectern-eval</c>: its measures, what it reads, and the command itself.</summary>
public sealed class EvalTests : IDisposable
{
    private readonly string folder = TestServer.NewFolder();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Measures_are_those_of_trec_eval()
    {
        var grades = new Dictionary<string, double> { ["a"] = 2, ["b"] = 1, ["c"] = 0 };
        string[] ranking = ["c", "b", "x", "a"];
        var gain = (1 / Math.Log2(3)) + (2 / Math.Log2(5));
        Assert.Equal(gain / (2 + (1 / Math.Log2(3))), Metrics.Ndcg(ranking, grades, 10), 1e-9);
        Assert.Equal(0.5, Metrics.Recall(ranking, grades, 2), 1e-9);
        Assert.Equal(0.5, Metrics.ReciprocalRank(ranking, grades, 10), 1e-9);
        Assert.Equal(1, Metrics.Ndcg(["a", "b"], grades, 10), 1e-9);
        Assert.Equal(0, Metrics.ReciprocalRank(["c", "x"], grades, 10));
        Assert.Equal(0, Metrics.ReciprocalRank(ranking, grades, 1));
    }

    [Fact]
    public void A_BEIR_folder_is_read_with_titles_first_and_only_judged_queries()
    {
        Directory.CreateDirectory(Path.Combine(folder, "qrels"));
        File.WriteAllText(Path.Combine(folder, "corpus.jsonl"), """
            {"_id": "d/1", "title": "Domes", "text": "Open on Thursday."}
            {"_id": "2", "text": "No title."}
            """);
        File.WriteAllText(Path.Combine(folder, "queries.jsonl"), """
            {"_id": "q1", "text": "When?"}
            {"_id": "q2", "text": "Nobody judged this."}
            {"_id": "q3", "text": "Nothing is relevant."}
            """);
        File.WriteAllText(Path.Combine(folder, "qrels", "test.tsv"), "query-id\tcorpus-id\tscore\nq1\td/1\t2\nq3\t2\t0\n");

        var set = JudgedSet.Open(folder);
        var query = Assert.Single(set.Queries);
        Assert.Equal("When?", query.Text);
        var documents = set.Documents().ToDictionary(d => d.FileName, d => new StreamReader(d.Open()).ReadToEnd());
        Assert.Equal("Domes\n\nOpen on Thursday.", documents[query.Grades.Single().Key]);
        Assert.Equal("No title.", documents["2.txt"]);
    }

    [Fact]
    public void Rated_answers_are_questions_where_they_were_right()
    {
        File.WriteAllText(Path.Combine(folder, "questions.jsonl"), """
            {"question":"When does the dome open?","files":["dome.md","guide.md"],"rating":"up","comment":null}
            {"question":"Is it wrong?","files":["dome.md"],"rating":"down","comment":"Yes."}
            {"question":"Nothing cited?","files":[],"rating":"up","comment":null}
            """);
        var query = Assert.Single(JudgedSet.Open(folder).Queries);
        Assert.Equal("When does the dome open?", query.Text);
        Assert.Equal(["dome.md", "guide.md"], query.Grades.Keys.Order());
    }

    [Fact]
    public async Task The_command_measures_a_persons_own_questions()
    {
        Directory.CreateDirectory(Path.Combine(folder, "files"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "files", "dome.md"), "# Dome\n\nThe dome opens every Thursday.", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "files", "bread.md"), "# Bread\n\nBake it for an hour.", Cancellation);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "questions.tsv"), "When does the dome open?\tdome.md\nHow long is bread baked?\tbread.md\n",
            Cancellation);
        var page = Path.Combine(folder, "page.md");

        await Shell.RunAsync(
            $"dotnet \"{typeof(Metrics).Assembly.Location}\" \"{folder}\" --out \"{page}\"", folder, (
                "LECTERN_EMBEDDINGS", "none"));

        var rows = (await File.ReadAllLinesAsync(page, Cancellation)).Where(
            l => l.Contains("| 1.0000 | 1.0000 | 1.0000 |", StringComparison.Ordinal)).ToList();
        Assert.Contains(rows, r => r.Contains("| words |", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains("| default", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_command_compares_embedding_models()
    {
        Directory.CreateDirectory(Path.Combine(folder, "files"));
        await File.WriteAllTextAsync(Path.Combine(folder, "files", "boat.txt"), "A boat.", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "files", "bread.txt"), "Some bread.", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "questions.tsv"), "boat?\tboat.txt\nbread?\tbread.txt\n", Cancellation);
        var model = $"onnx:{TinyOnnx.Embedder(Path.Combine(folder, "tiny"))}";
        var (page, data) = (Path.Combine(folder, "page.md"), Path.Combine(folder, "data"));

        await Shell.RunAsync(
            $"dotnet \"{typeof(Metrics).Assembly.Location}\" \"{folder}\" --out \"{page}\" --data \"{data}\" "
            + $"--embeddings none --embeddings \"{model}\"", folder);

        var rows = (await File.ReadAllLinesAsync(page, Cancellation)).Where(
            l => l.Contains("| 1.0000 | 1.0000 | 1.0000 |", StringComparison.Ordinal)).ToList();
        Assert.Contains(rows, r => r.Contains("| words | none |", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains($"| vectors | {model} |", StringComparison.Ordinal));
        Assert.DoesNotContain(rows, r => r.Contains("| vectors | none |", StringComparison.Ordinal));
        Assert.Equal(2, Directory.GetDirectories(data).Length);
    }

    [Fact]
    public void A_folder_that_is_no_set_is_named() =>
        Assert.Contains(
            folder, Assert.Throws<InvalidDataException>(() => JudgedSet.Open(folder)).Message, StringComparison.Ordinal);
}
