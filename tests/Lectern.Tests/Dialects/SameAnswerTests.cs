using System.Text.Json;
using Lectern.Tests.Client;
using Lectern.Tests.Commands;
using Lectern.Tests.Fakes;
using ModelContextProtocol.Client;

namespace Lectern.Tests.Dialects;

/// <summary>Whatever a client speaks, one server gives it one answer, with the same places cited.</summary>
public sealed class SameAnswerTests : IDisposable
{
    private const string Question = "How much does the 🔭 mirror weigh?";

    private readonly string folder = TestServer.NewFolder();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Every_client_gets_the_same_cited_answer()
    {
        await using var server = await TestServer.StartAsync();
        var guide = "# 🔭 Mirror\n\nThe 🔭 mirror weighs 340 kilograms. It was polished in Jena."u8.ToArray();
        var index = (await server.IndexAsync(("guide.md", guide), ("b.md", "A quay."u8.ToArray()))).Text("id");
        using var client = server.NewClient();
        var session = await client.Chat.CreateAsync([index], cancellationToken: Cancellation);
        var native = await client.Chat.AskAsync(session.SessionId, Question, cancellationToken: Cancellation);
        var expected = new Cited(
            native.Text, [.. native.Citations.Select(c => new Place(c.FileId, c.StartChar, c.EndChar, c.Quote))]);
        Assert.Contains("340", expected.Text, StringComparison.Ordinal);
        Assert.NotEmpty(expected.Places);

        AssertSame(expected, await OfCompletionAsync(server, index), "/v1/chat/completions");
        AssertSame(expected, await OfResponseAsync(server, index), "/v1/responses");
        AssertSame(expected, await OfMcpAsync(server, index), "MCP");
        var url = server.Http.BaseAddress!.ToString();
        var asked = await CommandRun.OfAsync(
            folder, ["ask", Question, "--index", index, "--json", "--url", url, "--key", TestServer.Key]);
        var command = JsonDocument.Parse(asked.Out).RootElement;
        AssertSame(expected, Of(command.Text("text"), command.GetProperty("citations")), "lectern ask");
    }

    private static async Task<Cited> OfCompletionAsync(TestServer server, string index)
    {
        object[] messages = [new { role = "user", content = Question }];
        var completion = await server.PostAsync("/v1/chat/completions", new { model = index, messages });
        var message = completion.GetProperty("choices")[0].GetProperty("message");
        return new Cited(
            message.Text("content"),
            [.. message.GetProperty("annotations").EnumerateArray().Select(a => PlaceOf(a.GetProperty("file_citation")))]);
    }

    private static async Task<Cited> OfResponseAsync(TestServer server, string index)
    {
        object[] tools = [new { type = "file_search", vector_store_ids = new[] { index } }];
        var response = await server.PostAsync("/v1/responses", new { model = "lectern", input = Question, tools });
        var said = response.GetProperty("output").EnumerateArray().Last().GetProperty("content")[0];
        return Of(said.Text("text"), said.GetProperty("annotations"));
    }

    private static async Task<Cited> OfMcpAsync(TestServer server, string index)
    {
        var http = new HttpClient
        {
            DefaultRequestHeaders = { Authorization = server.Http.DefaultRequestHeaders.Authorization },
        };
        var options = new HttpClientTransportOptions
        {
            Endpoint = new Uri(server.Http.BaseAddress!, $"/index/{index}/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
        };
        await using var mcp = await McpClient.CreateAsync(
            new HttpClientTransport(options, http, null, ownsHttpClient: true), cancellationToken: Cancellation);
        var result = await mcp.CallToolAsync(
            "askIndex", new Dictionary<string, object?> { ["question"] = Question }, cancellationToken: Cancellation);
        var answer = result.StructuredContent!.Value;
        return Of(answer.Text("answer"), answer.GetProperty("citations"));
    }

    private static Cited Of(string text, JsonElement citations) => new(text, [.. citations.EnumerateArray().Select(PlaceOf)]);

    private static Place PlaceOf(JsonElement citation) => new(
        citation.Text("file_id"), citation.GetProperty("start_char").GetInt32(), citation.GetProperty("end_char").GetInt32(),
        citation.Text("quote"));

    private static void AssertSame(Cited expected, Cited got, string client)
    {
        Assert.True(expected.Text == got.Text, $"{client}: {got.Text}");
        Assert.True(expected.Places.SequenceEqual(got.Places), $"{client}: {string.Join("; ", got.Places)}");
    }

    private sealed record Place(string FileId, int Start, int End, string Quote);

    private sealed record Cited(string Text, IReadOnlyList<Place> Places);
}
