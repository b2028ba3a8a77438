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

    private static async Task AssertFoundAsync(McpClient agent)
    {
        var found = await agent.CallToolAsync(
            "retrieveFromIndex", new Dictionary<string, object?> { ["query"] = "quay" }, cancellationToken: Cancellation);
        Assert.Contains(
            "granite", string.Join('\n', found.Content.OfType<TextContentBlock>().Select(c => c.Text)), StringComparison.Ordinal);
    }
}
