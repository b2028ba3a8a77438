using System.CommandLine;
using Lectern.Server.Operations;
using Lectern.Server.Operations.Backup;
using Lectern.Server.Platform;
using Lectern.Server.Text;

namespace Lectern.Server.Commands;

/// <summary>
/// Says whether the server is ready, and of a local data folder whether it is whole. With <c>--quick</c> the server alone is
/// asked, as a container's health check does.
/// </summary>
internal sealed class CheckCommand(ServerChoice server, Terminal terminal, Func<DataFolder, StoredData> storedIn)
{
    /// <summary>A server that needs longer is not ready.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What stands there instead may be a whole page.</summary>
    private const int MaxSaid = 300;

    private readonly Option<bool> quick = new("--quick") { Description = "Ask only whether the server is ready" };

    public Command Command()
    {
        var command = new Command("check", "Whether the server is ready, and the local data whole");
        command.Options.Add(quick);
        server.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult given, CancellationToken cancellationToken)
    {
        if (server.Remote(given) is { } remote)
            return await HealthAsync(remote, cancellationToken);
        var options = server.Local(given);
        if (!Directory.Exists(options.DataFolder))
            throw ServerChoice.NoData(options);
        var address = ServerChoice.Beside(options);
        var health = address is null ? await NoServerAsync(options.DataFolder) : await HealthAsync(address, cancellationToken);
        if (given.GetValue(quick))
            return health;
        if (!await IsWholeAsync(options.DataFolder, cancellationToken))
            return ExitCodes.Failed;
        return address is null ? ExitCodes.Done : health;
    }

    private async Task<int> NoServerAsync(string folder)
    {
        await terminal.Out.WriteLineAsync($"No server uses {folder}.");
        return ExitCodes.Unreachable;
    }

    private async Task<bool> IsWholeAsync(string folder, CancellationToken cancellationToken)
    {
        using var data = DataFolder.Beside(folder);
        var (copied, faults) = await new DataCheck(data, storedIn(data)).RunAsync(cancellationToken);
        foreach (var fault in faults)
            await terminal.Error.WriteLineAsync(Printable.Of(fault));
        if (copied is not null && faults.Count == 0)
            await terminal.Out.WriteLineAsync($"{folder} is whole: {copied.Indexes} indexes and {copied.Blobs.Count} objects.");
        return faults.Count == 0;
    }

    private async Task<int> HealthAsync(Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(
                new Uri(address.AbsoluteUri.TrimEnd('/') + "/health/ready"), HttpCompletionOption.ResponseHeadersRead,
                cancellationToken);
            var said = await BeginningAsync(answer, cancellationToken);
            if (answer.IsSuccessStatusCode && !Health.IsReady(said))
            {
                await terminal.Error.WriteLineAsync($"{address} answers, but not as Lectern does: {said}");
                return ExitCodes.Unreachable;
            }

            await terminal.Out.WriteLineAsync($"{address.AbsoluteUri.TrimEnd('/')}: {said}");
            return answer.IsSuccessStatusCode ? ExitCodes.Done : ExitCodes.Unreachable;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            await terminal.Error.WriteLineAsync($"{address} does not answer: {Printable.Of(e.Message)}");
            return ExitCodes.Unreachable;
        }
    }

    private static async Task<string> BeginningAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        var text = new char[MaxSaid];
        return Printable.Of(OneLine.Of(new string(text, 0, await reader.ReadBlockAsync(text, cancellationToken))));
    }
}
