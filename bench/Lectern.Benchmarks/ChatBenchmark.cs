using System.Text;
using Dapper;
using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Lectern.Benchmarks;

/// <summary>Creating sessions, listing them among 100,000, and reading a long history.</summary>
internal static class ChatBenchmark
{
    private const int Sessions = 100_000;
    private const int HistoryEvents = 2_000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        await using (await BenchServer.StartAsync(folder, 5191))
        {
            // Makes the project and the key.
        }

        var session = Seed(Path.Combine(folder, "lectern.db"));
        await using var server = await BenchServer.StartAsync(folder, 5191);
        await MeasureAsync(report, server, "`POST /chat`, p99", 10, 200, () => CreateAsync(server.Http));
        await MeasureAsync(
            report, server, "List 50 of 100,000 sessions, p99", 20, 200,
            () => ReadAsync(server.Http, "/api/v1/chat?page_size=50"));
        await MeasureAsync(
            report, server, "History of 2,000 events, p99", 40, 20, () => ReadAsync(server.Http, $"/api/v1/chat/{session}"));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task MeasureAsync(
        Report report, BenchServer server, string what, double limit, int perSecond, Func<Task> request)
    {
        await OpenLoop.RunAsync(perSecond, TimeSpan.FromSeconds(3), request);
        var latencies = await OpenLoop.RunAsync(perSecond, Duration, request);
        report.Add(
            what, OpenLoop.Percentile(latencies, 0.99), limit, "ms",
            $"{perSecond}/s for {Duration.TotalSeconds:0} s, p50 {OpenLoop.Percentile(latencies, 0.5):0.0} ms, max "
            + $"{latencies[^1]:0.0} ms; server {server.ResidentMegabytes():0} MB");
    }

    private static async Task CreateAsync(HttpClient http)
    {
        using var body = new StringContent("{\"index_ids\":[\"idx-1\",\"idx-2\"]}", Encoding.UTF8, "application/json");
        using var response = await http.PostAsync("/api/v1/chat", body);
        response.EnsureSuccessStatusCode();
    }

    private static async Task ReadAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }

    /// <returns>The session with the long history.</returns>
    private static string Seed(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        var ids = new Ids(TimeProvider.System);
        var project = connection.QueryFirst<string>("SELECT id FROM projects");
        var last = "";
        for (var i = 0; i < Sessions; i++)
        {
            last = ids.Session();
            connection.Execute(
                """
                INSERT INTO sessions
                    (id, project_id, created_by, title, index_ids, shared_access, job_metadata, created_at, updated_at)
                VALUES (
                    @last, @project, 'bench', 'What do the documents say about the harbour?', '["idx-1"]', 'read_only', @job,
                    0, 0)
                """,
                new
                {
                    last,
                    project,
                    job = """
                        {"total_input_tokens":900,"total_output_tokens":80,"turns":2,"duration_ms":812.5,"is_error":false,
                        "error":null,"export_config_ids":["cfg-1"]}
                        """,
                });
        }

        var words = string.Concat(Enumerable.Repeat("some words of an answer about the harbour ", 12));
        ChatEvent[] turn =
        [
            new UserInputEvent("What do the documents say about the harbour?"),
            new ToolCallEvent("retrieve", "call-1", Json("""{"query":"harbour"}""")),
            new ToolResultEvent(
                "retrieve", "call-1", Json($$"""{"passages":[{"file_id":"dfl-1","content":"{{words + words + words}}"}]}"""),
                null),
            new TextEvent(words, []),
            new StopEvent(new Usage(900, 80, 2, 812.5), false, null, []),
        ];
        for (var sequence = 1; sequence <= HistoryEvents; sequence++)
        {
            var next = LoggedEvent.Of(sequence, turn[(sequence - 1) % turn.Length]);
            connection.Execute(
                "INSERT INTO events (session_id, sequence, type, data) VALUES (@last, @Sequence, @Type, @Json)",
                new { last, next.Sequence, next.Type, next.Json });
        }

        transaction.Commit();
        return last;
    }

    private static System.Text.Json.JsonElement Json(string json) => System.Text.Json.JsonDocument.Parse(json).RootElement;
}
