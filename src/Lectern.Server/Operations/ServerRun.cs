using Lectern.Server.Platform;

namespace Lectern.Server.Operations;

/// <summary>Runs the server until it ends.</summary>
internal static class ServerRun
{
    /// <returns>The process's exit code: 0 when the server was told to end, 1 when a fault ended it, which is said.</returns>
    public static async Task<int> ToEndAsync(IHost host, StartLines lines)
    {
        var background = host.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        try
        {
            await host.StartAsync();
        }
        catch
        {
            // Ends what had begun beside what failed, in good order.
            await host.StopAsync();
            throw;
        }

        await host.WaitForShutdownAsync();
        var faults = background.Select(s => s.ExecuteTask?.Exception?.GetBaseException());
        if (faults.FirstOrDefault(e => e is not null) is not { } fault)
            return 0;
        await lines.FailAsync($"A fault ended the server: {fault.Message} Its log says more.");
        return 1;
    }
}
