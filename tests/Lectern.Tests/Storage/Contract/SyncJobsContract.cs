using Lectern.Contracts;
using Lectern.Server.Indexing;

namespace Lectern.Tests.Storage.Contract;

public abstract class SyncJobsContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private ISyncJobs Jobs => Get<ISyncJobs>();

    [Fact]
    public async Task A_request_shows_at_once_and_requests_are_one_sync()
    {
        var index = await IndexAsync();
        await SyncedAsync(index);
        Assert.False(Jobs.Exists(index.Key));
        Assert.True(await Jobs.RequestAsync(Scope, index.ExportConfigId, Cancellation));
        Assert.True(await Jobs.RequestAsync(index, Cancellation));
        Assert.Equal(IndexStatus.Syncing, Get<IIndexes>().Find(Scope, index.Id)!.ReadMetadata().Status);
        await SyncedAsync(index);
        Assert.False(Jobs.Exists(index.Key));
    }

    [Fact]
    public async Task A_daily_sync_is_asked_for_a_day_after_the_last_one_ended()
    {
        var (daily, manual) = (await IndexAsync(syncFrequency: "daily"), await IndexAsync());
        await SyncedAsync(daily);
        await SyncedAsync(manual);
        var day = TimeSpan.FromDays(1);
        Time.Advance(day - TimeSpan.FromSeconds(1));
        Assert.False(await Jobs.RequestDailyAsync(day, Cancellation));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await Jobs.RequestDailyAsync(day, Cancellation));
        Assert.False(await Jobs.RequestDailyAsync(day, Cancellation));
        Assert.Equal((true, false), (Jobs.Exists(daily.Key), Jobs.Exists(manual.Key)));
    }

    [Fact]
    public async Task A_restore_waits_for_no_sync_and_a_sync_that_is_asked_for_meanwhile_runs_after_it()
    {
        var leases = Get<ISyncLeases>();
        var index = await IndexAsync();
        Assert.Equal(RestoreRequest.IsSyncing, await Jobs.RequestRestoreAsync(Scope, index.Id, 1, Cancellation));
        await SyncedAsync(index);
        Assert.Equal(RestoreRequest.NoIndex, await Jobs.RequestRestoreAsync(Stranger, index.Id, 1, Cancellation));
        Assert.Equal(RestoreRequest.Asked, await Jobs.RequestRestoreAsync(Scope, index.ExportConfigId, 1, Cancellation));
        Assert.Equal(IndexStatus.Syncing, Find(index).ReadMetadata().Status);
        Assert.Equal(RestoreRequest.IsSyncing, await Jobs.RequestRestoreAsync(Scope, index.Id, 2, Cancellation));
        Assert.True(await Jobs.RequestAsync(index, Cancellation));
        var job = await leases.TakeAsync(Cancellation);
        Assert.Equal(1, job!.Restore?.Generation);

        // What another start finds is the same.
        await leases.ReclaimAsync([], Cancellation);
        job = await leases.TakeAsync(Cancellation);
        Assert.Equal(1, job!.Restore?.Generation);
        Time.Advance(TimeSpan.FromMinutes(1));
        var end = new SyncEnd.Synced(new IndexMetadata(IndexStatus.Ready), "restored") { RestoredAt = Time.GetUtcNow() };
        var synced = Find(index).LastSyncedAt;
        Assert.True(await leases.EndAsync(job, end, Cancellation));
        Assert.Equal((Time.GetUtcNow().ToUnixTimeMilliseconds(), synced), (Find(index).RestoredAt, Find(index).LastSyncedAt));
        Assert.Equal(IndexStatus.Syncing, Find(index).ReadMetadata().Status);
        job = await leases.TakeAsync(Cancellation);
        Assert.Null(job!.Restore);
        Assert.True(await leases.EndAsync(job, end with { RestoredAt = null }, Cancellation));
        Assert.Null(Find(index).RestoredAt);
        Assert.False(Jobs.Exists(index.Key));
    }

    [Fact]
    public async Task An_index_that_is_gone_or_another_projects_is_not_synced()
    {
        var index = await IndexAsync();
        await SyncedAsync(index);
        Assert.False(await Jobs.RequestAsync(Stranger, index.Id, Cancellation));
        Assert.False(Jobs.Exists(index.Key));
        await Get<IIndexes>().DeleteAsync(Scope, index.Id, Cancellation);
        Assert.False(await Jobs.RequestAsync(index, Cancellation));
        Assert.False(Jobs.Exists(index.Key));
    }

    private IndexRow Find(IndexRow index) => Get<IIndexes>().Find(Scope, index.Id)!;
}
