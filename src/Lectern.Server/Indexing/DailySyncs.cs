using Lectern.Server.Library;
using Lectern.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Indexing;

/// <summary>
/// Asks for the syncs of <c>daily</c> indexes a day after their last one ended. What came due while the server was down is asked for
/// at the start.
/// </summary>
internal sealed partial class DailySyncs(SqliteSyncJobs jobs, LibraryChanges signal, TimeProvider time, ILogger<DailySyncs> logger) : BackgroundService
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            do
                await LookAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown.
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await jobs.RequestDailyAsync(Day, stoppingToken))
                signal.Wake();
        }
        catch (SqliteException e)
        {
            // A full disk, say: the next look tries again.
            NotAsked(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Daily syncs cannot be asked for now: {Reason}")]
    private partial void NotAsked(string reason);
}
