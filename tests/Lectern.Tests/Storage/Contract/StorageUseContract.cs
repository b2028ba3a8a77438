using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Platform;

namespace Lectern.Tests.Storage.Contract;

public abstract class StorageUseContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private IStorageUse Use => Get<IStorageUse>();

    [Fact]
    public async Task Files_count_each_until_they_are_gone_however_they_go()
    {
        var directory = await DirectoryAsync();
        var a = await FileAsync(directory, "a", "same", 10);
        await FileAsync(directory, "b", "same", 10);
        Assert.Equal(20, Use.Of(Scope.ProjectId).Files);
        await FileAsync(directory, "b", "other", 5);
        Assert.Equal(15, Use.Of(Scope.ProjectId).Files);
        await Get<IFiles>().DeleteAsync(Scope, a.FileId!, Cancellation);
        Assert.Equal(new StorageUse(5, 0, 0), Use.Of(Scope.ProjectId));
        await Get<IDirectories>().DeleteAsync(Scope, directory, Cancellation);
        Assert.Equal(0, Use.Of(Scope.ProjectId).Total);
        Assert.Equal(0, Use.Of(Stranger.ProjectId).Total);
    }

    [Fact]
    public async Task An_index_counts_as_its_last_sync_left_it_and_a_count_finds_what_was_not_noted()
    {
        var index = await IndexAsync();
        await SyncedAsync(index);
        Assert.Equal(new StorageUse(0, 0, 0), Use.Of(Scope.ProjectId));
        await Use.RecountAsync(Cancellation);
        var counted = Use.Of(Scope.ProjectId);
        Assert.Equal(Get<IIndexContentsStore>().Open(index.Key).Measure(), (counted.Indexes, counted.Attachments));
        Assert.True(counted.Indexes > 0);
        await FileAsync(await DirectoryAsync(), "a", "hash", 10);
        await Use.RecountAsync(Cancellation);
        Assert.Equal(10, Use.Of(Scope.ProjectId).Files);
    }
}
