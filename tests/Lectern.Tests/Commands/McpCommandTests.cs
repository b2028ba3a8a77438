using Lectern.Server.Platform;
using Lectern.Tests.Fakes;
using Lectern.Tests.Processes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Lectern.Tests.Commands;

/// <summary>
/// <c>lectern mcp</c> as a process, as an agent starts it. tests/sdk asks one of a server elsewhere with the official client.
/// </summary>
public sealed class McpCommandTests : IDisposable
{
    private readonly string folder = TestServer.NewFolder();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(folder, "data");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_tools_of_a_data_folder_are_those_of_its_server_and_go_on_when_that_has_ended()
    {
        await using var server = await ServerProcess.Start(Data, ("LECTERN_EMBEDDINGS", "none")).ReadyAsync();
        var index = await server.IndexOneFileAsync();
        await using var agent = await McpClient.CreateAsync(
            new StdioClientTransport(new StdioClientTransportOptions
            {
                Command = "dotnet",
                Arguments = [typeof(DataFolder).Assembly.Location, "mcp", "--data", Data, "--index", index],
                WorkingDirectory = folder,
                EnvironmentVariables = new Dictionary<string, string?>
                {
                    ["LECTERN_EMBEDDINGS"] = "none",
                    ["LECTERN_API_KEY"] = ServerProcess.Key,
                },
            }),
            cancellationToken: Cancellation);
        var tools = await agent.ListToolsAsync(cancellationToken: Cancellation);
        Assert.Contains("retrieveFromIndex", tools.Select(t => t.Name));
        Assert.DoesNotContain("indexId", tools.Single(t => t.Name == "retrieveFromIndex").JsonSchema.GetRawText());
        await AssertFoundAsync(agent);

        server.Terminate();
        await server.ExitAsync();
        await AssertFoundAsync(agent);
    }

    [Fact]
    public async Task A_server_that_cannot_be_asked_is_one_sentence_and_an_exit_code()
    {
        await using var page = await JsonServer.StartAsync("/mcp", _ => (200, "This speaks another protocol."));
        await using var wrongKey = await TestServer.StartAsync();
        foreach (var (url, code) in (IEnumerable<(string, int)>)[
            ("http://127.0.0.1:9", 3), (page.Url, 1), (wrongKey.Http.BaseAddress!.ToString(), 1)])
        {
            var run = await CommandRun.OfAsync(folder, ["mcp", "--url", url, "--key", "another-key-0123456789"]);
            Assert.Equal((code, ""), (run.Code, run.Out));
            var said = Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.StartsWith(url.TrimEnd('/'), said, StringComparison.Ordinal);
        }
    }

    private static async Task AssertFoundAsync(McpClient agent)
    {
        var found = await agent.CallToolAsync(
            "retrieveFromIndex", new Dictionary<string, object?> { ["query"] = "quay" }, cancellationToken: Cancellation);
        Assert.Contains(
            "granite", string.Join('\n', found.Content.OfType<TextContentBlock>().Select(c => c.Text)), StringComparison.Ordinal);
    }
}
