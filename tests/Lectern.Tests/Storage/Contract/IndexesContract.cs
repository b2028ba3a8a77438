using Lectern.Contracts;
using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Platform;

namespace Lectern.Tests.Storage.Contract;

public abstract class IndexesContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private IIndexes Indexes => Get<IIndexes>();

    [Fact]
    public async Task An_index_is_made_with_its_first_sync_asked_for()
    {
        var directory = await DirectoryAsync();
        var made = await Indexes.CreateAsync(
            Scope, new NewIndex(directory, null, "of mine", "daily", """["items"]""", "[]", "DISABLED"), Cancellation);
        Assert.Equal(
            ("docs", "of mine", false, directory), (made!.Name, made.Description, made.WantsVectors, made.SourceDirectoryId));
        Assert.Equal(["items"], made.ReadStoreAttachments());
        Assert.Equal((IndexStatus.Syncing, false), (made.ReadMetadata().Status, made.IsSearchable));
        Assert.True(Get<ISyncJobs>().Exists(made.Key));
        Assert.Equal(made, Indexes.Find(Scope, made.Id));
        Assert.Equal(made, Indexes.Find(Scope, made.ExportConfigId));
        Assert.Null(await Indexes.CreateAsync(
            Scope, new NewIndex("dir-none", null, null, "manual", "[]", "[]", "DEFAULT"), Cancellation));
    }

    [Fact]
    public async Task A_list_is_narrowed_to_a_directory_and_goes_on_behind_a_page()
    {
        var directory = await DirectoryAsync();
        var (a, b, c) = (await IndexAsync(directory), await IndexAsync(), await IndexAsync(directory));
        Assert.Equal([a.Id, b.Id, c.Id], List(null, new PageRequest(10, null)));
        Assert.Equal([a.Id, c.Id], List(directory, new PageRequest(10, null)));
        Assert.Equal([a.Id, b.Id], List(null, new PageRequest(1, null)));
        Assert.Equal([c.Id], List(null, new PageRequest(10, b.Id)));
        Assert.Equal([a.Key, b.Key, c.Key], Indexes.AllKeys().OrderBy(k => k.Id, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Only_an_index_with_contents_is_synced_and_searchable()
    {
        var index = await IndexAsync();
        await IndexAsync();
        Assert.Empty(Indexes.Synced());
        await SyncedAsync(index);
        Assert.Equal([index.Id], Indexes.Synced().Select(i => i.Id));
        Assert.True(Indexes.Find(Scope, index.Id)!.IsSearchable);
    }

    [Fact]
    public async Task Files_that_were_changed_since_the_last_sync_looked_wait()
    {
        var directory = await DirectoryAsync();
        var file = await FileAsync(directory, "a.txt");
        var index = await IndexAsync(directory);
        Assert.Equal(1, Indexes.FilesWaiting(index));
        await SyncedAsync(index);
        Assert.Equal(0, Indexes.FilesWaiting(index));
        Time.Advance(TimeSpan.FromSeconds(1));
        var passing = await FileAsync(directory, "b.txt");
        await FileAsync(await DirectoryAsync(), "c.txt");
        Assert.Equal(1, Indexes.FilesWaiting(index));
        await Get<IDirectoryFileChanges>().DeleteAsync(Scope, directory, [file.Id], Cancellation);
        Assert.Equal((2, 1), (Indexes.FilesWaiting(index), Indexes.CountFiles(index)));
        await Get<IDirectoryFileChanges>().DeleteAsync(Scope, directory, [passing.Id], Cancellation);
        Assert.Equal(1, Indexes.FilesWaiting(index));
    }

    [Fact]
    public async Task The_progress_of_a_sync_is_noted()
    {
        var index = await IndexAsync();
        var metadata = new IndexMetadata(IndexStatus.Syncing) { Progress = new SyncProgress(1, 2, 3, "parsing") };
        await Indexes.SetMetadataAsync(index.Key, metadata, Cancellation);
        Assert.Equal(new SyncProgress(1, 2, 3, "parsing"), Indexes.Find(Scope, index.Id)!.ReadMetadata().Progress);
    }

    [Fact]
    public async Task An_index_is_renamed_and_described_by_either_of_its_ids_and_what_is_not_named_stays()
    {
        var index = await IndexAsync();
        var renamed = await Indexes.UpdateAsync(Scope, index.Id, "Other", null, Cancellation);
        Assert.Equal(("Other", index.Description), (renamed!.Name, renamed.Description));
        Assert.Equal(renamed.Id, (await Indexes.UpdateAsync(Scope, index.ExportConfigId, null, "Of boats", Cancellation))!.Id);
        var found = Indexes.Find(Scope, index.Id)!;
        Assert.Equal(("Other", "Of boats", index.Metadata), (found.Name, found.Description, found.Metadata));
        Assert.Null(await Indexes.UpdateAsync(Scope, "idx-none", "Other", null, Cancellation));
    }

    [Fact]
    public async Task An_index_goes_with_its_sync_by_either_of_its_ids()
    {
        var index = await IndexAsync();
        Assert.Equal(index, await Indexes.DeleteAsync(Scope, index.ExportConfigId, Cancellation));
        Assert.Null(await Indexes.DeleteAsync(Scope, index.Id, Cancellation));
        Assert.Null(Indexes.Find(Scope, index.Id));
        Assert.False(Get<ISyncJobs>().Exists(index.Key));
    }

    [Fact]
    public async Task Another_project_has_none_of_it()
    {
        var index = await IndexAsync();
        Assert.Null(Indexes.Find(Stranger, index.Id));
        Assert.Null(Indexes.Find(Stranger, index.ExportConfigId));
        Assert.Empty(Indexes.List(Stranger, null, new PageRequest(10, null)));
        Assert.Null(await Indexes.UpdateAsync(Stranger, index.Id, "Theirs", null, Cancellation));
        Assert.Null(await Indexes.DeleteAsync(Stranger, index.Id, Cancellation));
        Assert.Null(await Indexes.CreateAsync(
            Stranger, new NewIndex(index.SourceDirectoryId, null, null, "manual", "[]", "[]", "DEFAULT"), Cancellation));
        Assert.Equal(index.Name, Indexes.Find(Scope, index.Id)?.Name);
    }

    private IEnumerable<string> List(string? directory, PageRequest page) =>
        Indexes.List(Scope, directory, page).Select(i => i.Id);
}
