using Lectern.Tests.Fakes;
using Lectern.Tests.Processes;

namespace Lectern.Tests.Faults;

/// <summary>
/// A real server process that can be killed and started again on the same data, with a model server that outlives it.
/// </summary>
internal sealed class FaultServer : IAsyncDisposable
{
    private readonly string data = TestServer.NewFolder();
    private readonly FakeModelServer model;
    private ServerProcess process = null!;

    private FaultServer(FakeModelServer model) => this.model = model;

    public HttpClient Http => process.Http;

    /// <summary>The end of what the running process wrote on standard error.</summary>
    public string Log => process.Errors is { Length: > 4000 } errors ? errors[^4000..] : process.Errors;

    public Task<string> SessionAsync() => process.SessionAsync(IndexId);

    /// <summary>An index of one small file.</summary>
    public string IndexId { get; private set; } = "";

    public int Kills { get; private set; }

    public int Terminations { get; private set; }

    public static async Task<FaultServer> StartAsync(CancellationToken cancellationToken)
    {
        var model = await FakeModelServer.StartAsync(cancellationToken: cancellationToken);
        model.KeepsRequests = false;
        model.Otherwise = TurnPlan.Answer;
        var server = new FaultServer(model);
        await server.LaunchAsync();
        server.IndexId = await server.process.IndexOneFileAsync();
        return server;
    }

    /// <summary>kill -9, and a start on what it left.</summary>
    public async Task KillAsync()
    {
        Kills++;
        await process.KillAsync();
        await RelaunchAsync();
    }

    /// <summary>SIGTERM, and a start once the server has ended by itself.</summary>
    public async Task TerminateAsync()
    {
        Terminations++;
        process.Terminate();
        Assert.Equal(0, await process.ExitAsync());
        await RelaunchAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        await model.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    private async Task RelaunchAsync()
    {
        var former = process;
        await LaunchAsync();
        await former.DisposeAsync();
    }

    private async Task LaunchAsync() => process = await ServerProcess.Start(
        data,
        ("LECTERN_MODEL", "openai:fake"),
        ("OPENAI_BASE_URL", model.BaseUrl),
        ("LECTERN_EMBEDDINGS", "none"),
        ("LECTERN_SHUTDOWN_SECONDS", "1")).ReadyAsync();
}
