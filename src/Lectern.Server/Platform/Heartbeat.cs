using Lectern.Server.Platform.Background;

namespace Lectern.Server.Platform;

/// <summary>Says each second that this server lives: what it owns is taken over by nobody.</summary>
internal sealed class Heartbeat(IOwners owners, Supervisor supervisor, TimeProvider time)
    : SupervisedLoop("heartbeat", "Keeping what this server runs", supervisor)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override Task PassAsync(CancellationToken stoppingToken) => owners.BeatAsync(stoppingToken);

    protected override Task NextAsync(CancellationToken stoppingToken) => Task.Delay(Interval, time, stoppingToken);
}
