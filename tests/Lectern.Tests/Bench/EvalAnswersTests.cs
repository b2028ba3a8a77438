using System.Text.Json;
using Lectern.Eval;
using Lectern.Tests.Fakes;
using Lectern.Tests.Processes;

namespace Lectern.Tests.Bench;

/// <summary><c>lectern-eval answers</c> and <c>replay</c>, run as a person runs them.</summary>
public sealed class EvalAnswersTests : IDisposable
{
    private static readonly (string Name, byte[] Content) Guide =
        ("guide.md", "# Mirror\n\nThe mirror weighs 340 kilograms.\n\n# Dome\n\nThe dome opens every Thursday."u8.ToArray());

    private readonly string folder = TestServer.NewFolder();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Answers_of_a_server_that_runs_are_written_as_JSON_and_as_a_page()
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.IndexAsync(Guide)).Text("id");
        await QuestionsAsync(
            """{"question": "How much does the mirror weigh?", "answers": ["340 kilograms"], "files": ["guide.md"]}""",
            "",
            """{"question": "When does the dome open?", "answers": ["Friday"], "remark": "the guide says Thursday"}""",
            """{"question": "Who painted the Sistine Chapel?", "unanswerable": true}""");

        var said = await RunAsync(
            server, $"answers questions.jsonl --index {index} --json out.json --page out.html --min-quoted 50 --min-refused 100");
        Assert.Contains("| quoted | 50.0 % | 1 of 2 |", said, StringComparison.Ordinal);
        Assert.EndsWith("exit 0", said.TrimEnd(), StringComparison.Ordinal);
        var results = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "out.json"), Cancellation)).RootElement;
        Assert.Equal(2, results.GetProperty("evaluation").GetProperty("answers").GetProperty("right").GetInt32());
        Assert.Equal(3, results.GetProperty("answers").GetArrayLength());
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "out.html"), Cancellation);
        Assert.Contains("When does the dome open?", page, StringComparison.Ordinal);
        Assert.Empty((await server.GetAsync("/api/v1/chat")).GetProperty("items").EnumerateArray());

        var missed = await RunAsync(server, $"answers questions.jsonl --index {index} --min-quoted 51");
        Assert.EndsWith("exit 3", missed.TrimEnd(), StringComparison.Ordinal);
        var unknown = await RunAsync(server, "answers questions.jsonl --index idx-unknown");
        Assert.Contains("| failed | 100.0 % | 3 of 3 |", unknown, StringComparison.Ordinal);
        Assert.EndsWith("exit 1", unknown.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_are_loaded_into_a_server_of_its_own()
    {
        Directory.CreateDirectory(Path.Combine(folder, "handbook"));
        await File.WriteAllBytesAsync(Path.Combine(folder, "handbook", Guide.Name), Guide.Content, Cancellation);
        await QuestionsAsync("""{"question": "When does the dome open?", "answers": ["Thursday"]}""");
        var said = await Shell.RunAsync(
            $"{Command} answers questions.jsonl --files handbook --min-right 100", folder, ("LECTERN_EMBEDDINGS", "none"));
        Assert.Contains("| right | 100.0 % | 1 of 1 |", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Questions_of_sessions_are_asked_again_on_another_server()
    {
        await using var then = await TestServer.StartAsync();
        await using var now = await TestServer.StartAsync();
        var old = (await then.IndexAsync(Guide)).Text("id");
        var session = await then.SessionAsync(old);
        await then.AskAsync(session, "How much does the mirror weigh?");
        await then.AskAsync(session, "When does the dome open?");
        var index = (await now.IndexAsync(("guide.md", "# Dome\n\nThe dome opens every Thursday."u8.ToArray()))).Text("id");

        var same = await RunAsync(then, $"replay {session} --fail-on-change");
        Assert.Contains("0 of 2 answers changed", same, StringComparison.Ordinal);
        Assert.EndsWith("exit 0", same.TrimEnd(), StringComparison.Ordinal);
        var changed = await RunAsync(
            then,
            $"replay --of-index {old} --to-url {now.Http.BaseAddress} --to-key {TestServer.Key} --index {index} "
            + "--page out.html --json out.json --fail-on-change");
        Assert.Contains("1 are refused now, 0 answered now", changed, StringComparison.Ordinal);
        Assert.EndsWith("exit 3", changed.TrimEnd(), StringComparison.Ordinal);
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "out.html"), Cancellation);
        Assert.Contains("<span class=\"badge\">refused</span>", page, StringComparison.Ordinal);
        Assert.Single((await then.GetAsync("/api/v1/chat")).GetProperty("items").EnumerateArray());
        Assert.Empty((await now.GetAsync("/api/v1/chat")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("""{"question": "a", "answers": ["b"]}""", "{", "Line 2")]
    [InlineData("""{"question": "a", "answers": ["b"]}""", """{"question": "a"}""", "or it is unanswerable")]
    [InlineData("""{"question": "a", "answers": ["b"]}""", """{"answers": ["b"]}""", "question")]
    [InlineData("""{"question": "a", "answers": ["b"]}""", "[1]", "Line 2")]
    [InlineData("", " ", "no questions")]
    public async Task A_line_that_is_no_question_is_named(string first, string second, string said)
    {
        await QuestionsAsync(first, second);
        var e = Assert.Throws<InvalidDataException>(() => QuestionFile.Read(Path.Combine(folder, "questions.jsonl")));
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("answers")]
    [InlineData("answers q.jsonl")]
    [InlineData("answers q.jsonl --index a --files b")]
    [InlineData("answers q.jsonl --index a --min-quoted 101")]
    [InlineData("answers q.jsonl --index a --at-once 0")]
    [InlineData("answers q.jsonl --index a --page")]
    [InlineData("answers q.jsonl --index a --unknown x")]
    [InlineData("replay")]
    [InlineData("replay s --of-index a")]
    [InlineData("replay s --to-key k")]
    public async Task A_wrong_command_line_is_told(string line)
    {
        string[] args = line.Split(' ');
        await Assert.ThrowsAsync<UsageException>(() => args[0] == "answers"
            ? AnswersCommand.RunAsync(args[1..], Cancellation)
            : ReplayCommand.RunAsync(args[1..], Cancellation));
    }

    private static string Command => $"dotnet \"{typeof(Metrics).Assembly.Location}\"";

    private Task QuestionsAsync(params string[] lines) =>
        File.WriteAllLinesAsync(Path.Combine(folder, "questions.jsonl"), lines, Cancellation);

    private Task<string> RunAsync(TestServer server, string line) => Shell.RunAsync(
        $"{Command} {line}; echo exit $?", folder,
        ("LECTERN_BASE_URL", server.Http.BaseAddress!.ToString()), ("LECTERN_API_KEY", TestServer.Key));
}
