using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Lectern.Benchmarks.Clients;

/// <summary>
/// What the other dialects and telemetry cost over the native operation. Both sides are asked in turn, in the same run, so that
/// what else the machine does reaches both.
/// </summary>
internal static class ClientsBenchmark
{
    private const int WarmUp = 20;
    private const int Asked = 100;
    private const string Query = "How long is the breakwater of the harbour?";

    public static async Task<Report> RunAsync()
    {
        var report = new Report(
            "clients",
            "Other dialects, and telemetry, over the native operation",
            "The server is a process of its own, Release, with default settings and its extractive answerer. Native and other",
            "calls alternate, and so does which comes first; what counts is the median of the pairs' differences. Turns per",
            "second: one server with a collector of OTLP beside it and one without, which are asked in alternating rounds by 8",
            "clients; a pair of rounds is one measurement. The start is of an unpacked archive or image (`BENCH_UNPACKED`), with",
            "new folders for data and cache. In brackets stands between what a median lies with 95 %: where the limit lies",
            "there too, the run was too noisy to tell.");
        await DialectsAsync(report);
        await TracingBenchmark.RunAsync(report);
        await UnpackedBenchmark.RunAsync(report);
        return report;
    }

    private static async Task DialectsAsync(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        await using (var server = await BenchServer.StartAsync(folder, 5192))
        {
            var index = await BenchIndex.MakeAsync(server.Http, "harbour", BenchTexts.Harbour());
            await CompareAsync(
                report, "MCP `retrieveFromIndex`, over `/api/v1/retrieval/retrieve`",
                () => TimeAsync(server.Http, "/api/v1/retrieval/retrieve", new { index_id = index, query = Query, top_k = 10 }),
                () => TimeAsync(server.Http, $"/index/{index}/mcp", new
                {
                    jsonrpc = "2.0",
                    id = 1,
                    method = "tools/call",
                    @params = new { name = "retrieveFromIndex", arguments = new { query = Query, topK = 10 } },
                }));
            var session = await BenchIndex.SessionAsync(server.Http, index);
            await CompareAsync(
                report, "First token of `/v1/chat/completions`, over `…/messages/stream`",
                async () =>
                {
                    session = await BenchIndex.SessionAsync(server.Http, index);
                    return await FirstTokenAsync(
                        server.Http, $"/api/v1/chat/{session}/messages/stream", new { prompt = Query },
                        "\"type\":\"text_delta\"");
                },
                () => FirstTokenAsync(
                    server.Http, "/v1/chat/completions",
                    new { model = index, stream = true, messages = (object[])[new { role = "user", content = Query }] },
                    "\"content\":"));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task CompareAsync(Report report, string what, Func<Task<double>> native, Func<Task<double>> other)
    {
        var (natives, others) = (new List<double>(), new List<double>());
        for (var i = 0; i < WarmUp + Asked; i++)
        {
            var isNativeFirst = i % 2 == 0;
            var first = await (isNativeFirst ? native() : other());
            var second = await (isNativeFirst ? other() : native());
            if (i < WarmUp)
                continue;
            natives.Add(isNativeFirst ? first : second);
            others.Add(isNativeFirst ? second : first);
        }

        var (of, over) = (MedianRange.Of(natives).Median, MedianRange.Of(others).Median);
        report.Add(
            what, MedianRange.Of(natives.Zip(others, (n, o) => o - n)), 3, "ms",
            $"{of:0.00} ms native, {over:0.00} ms so: {over / of:0.00} times; {Asked} each");
    }

    private static async Task<double> TimeAsync(HttpClient http, string path, object body)
    {
        var began = Stopwatch.GetTimestamp();
        using var request = Request(path, body);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode || !text.Contains("breakwater", StringComparison.Ordinal))
            throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {text}");
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task<double> FirstTokenAsync(HttpClient http, string path, object body, string sign)
    {
        var began = Stopwatch.GetTimestamp();
        using var request = Request(path, body);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        double? first = null;
        while (await lines.ReadLineAsync() is { } line)
        {
            if (first is null && line.Contains(sign, StringComparison.Ordinal)
                && !line.Contains("\"content\":\"\"", StringComparison.Ordinal))
                first = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        return first ?? throw new InvalidOperationException($"{path} said nothing.");
    }

    private static HttpRequestMessage Request(string path, object body) => new(HttpMethod.Post, path)
    {
        Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        Headers = { { "Accept", "application/json, text/event-stream" } },
    };
}
