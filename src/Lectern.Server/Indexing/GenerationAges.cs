using Lectern.Server.Platform.Background;

namespace Lectern.Server.Indexing;

/// <summary>Has every index looked at each hour: what is kept of its earlier generations grows old without a sync.</summary>
internal sealed class GenerationAges(
    IIndexes indexes, IIndexContentsStore contents, SegmentMerging merging, Supervisor supervisor, TimeProvider time)
    : SupervisedLoop("generations", "Looking for old generations", supervisor)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(1);

    protected override Task PassAsync(CancellationToken stoppingToken)
    {
        foreach (var index in indexes.AllKeys().Where(contents.Exists))
            merging.Look(index);
        return Task.CompletedTask;
    }

    protected override Task NextAsync(CancellationToken stoppingToken) => Task.Delay(LookEvery, time, stoppingToken);
}
