using Lectern.Server.Platform.Background;

namespace Lectern.Server.Platform;

/// <summary>Counts once after the start what projects take up: a crash can leave a sync's work uncounted.</summary>
internal sealed class StorageRecount(IStorageUse use, Supervisor supervisor)
    : SupervisedLoop("storage-count", "Counting what projects store", supervisor)
{
    protected override Task PassAsync(CancellationToken stoppingToken) => use.RecountAsync(stoppingToken);
}
