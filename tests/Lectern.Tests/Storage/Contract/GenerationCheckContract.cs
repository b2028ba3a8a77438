using Lectern.Contracts;
using Lectern.Server.Indexing;

namespace Lectern.Tests.Storage.Contract;

public abstract class GenerationCheckContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private IIndexContentsStore Contents => Get<IIndexContentsStore>();

    [Fact]
    public async Task Contents_that_are_the_ones_that_are_named_are_believed()
    {
        var index = await IndexAsync();
        await SyncedAsync(index);
        Assert.Empty(await Get<IGenerationCheck>().RunAsync(Cancellation));
        Assert.True(Find(index).IsSearchable);
    }

    [Fact]
    public async Task A_swap_that_nobody_noted_is_noted()
    {
        var index = await IndexAsync();
        await SyncedAsync(index);
        var swap = await Contents.Open(index.Key).ReplaceAsync(AsyncEnumerable.Empty<FileChange>(), Cancellation);
        Assert.Empty(await Get<IGenerationCheck>().RunAsync(Cancellation));
        Assert.Equal(swap.Generation, Find(index).Generation);
    }

    [Fact]
    public async Task An_index_whose_contents_are_gone_or_are_others_is_synced_again_and_searched_by_nobody()
    {
        var (gone, other) = (await IndexAsync(), await IndexAsync());
        await SyncedAsync(gone);
        await SyncedAsync(other);
        Contents.Delete(gone.Key);
        for (var i = 0; i < 2; i++)
            await Contents.Open(other.Key).ReplaceAsync(AsyncEnumerable.Empty<FileChange>(), Cancellation);
        Assert.Equal(2, (await Get<IGenerationCheck>().RunAsync(Cancellation)).Count);
        foreach (var index in (IndexRow[])[gone, other])
        {
            Assert.Equal((IndexStatus.Syncing, false), (Find(index).ReadMetadata().Status, Find(index).IsSearchable));
            Assert.True(Get<ISyncJobs>().Exists(index.Key));
        }
    }

    private IndexRow Find(IndexRow index) => Get<IIndexes>().Find(Scope, index.Id)!;
}
