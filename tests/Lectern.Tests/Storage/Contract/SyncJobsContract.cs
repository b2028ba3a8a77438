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
}
