using Lectern.Server.Library;
using Lectern.Server.Platform.Background;

namespace Lectern.Server.Indexing;

/// <summary>
/// Asks for the syncs of <c>daily</c> indexes a day after their last one ended. What came due while the server was down is
/// asked for at the start.
/// </summary>
internal sealed class DailySyncs(ISyncJobs jobs, LibraryChanges signal, Supervisor supervisor, TimeProvider time)
    : SupervisedLoop("daily", "Asking for daily syncs", supervisor)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    protected override async Task PassAsync(CancellationToken stoppingToken)
    {
        if (await jobs.RequestDailyAsync(Day, stoppingToken))
            signal.Wake();
    }

    protected override Task NextAsync(CancellationToken stoppingToken) => Task.Delay(LookEvery, time, stoppingToken);
}
