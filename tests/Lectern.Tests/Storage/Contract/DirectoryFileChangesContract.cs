using Lectern.Contracts;
using Lectern.Server.Indexing;
using Lectern.Server.Library;

namespace Lectern.Tests.Storage.Contract;

public abstract class DirectoryFileChangesContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private IDirectoryFileChanges Changes => Get<IDirectoryFileChanges>();

    [Fact]
    public async Task The_same_unique_id_replaces_the_file_and_keeps_its_id()
    {
        var directory = await DirectoryAsync();
        var first = await FileAsync(directory, "a", "old");
        var second = await FileAsync(directory, "a", "new");
        Assert.Equal(first.Id, second.Id);
        Assert.NotEqual(first.FileId, second.FileId);
        Assert.Null(Get<IFiles>().Find(Scope, first.FileId!));
        Assert.False(Get<IFiles>().HasContent("old"));
        Assert.Null(await Changes.PutAsync(Scope, "dir-none", New("a"), Cancellation));
    }

    [Fact]
    public async Task A_stored_file_goes_into_directories_and_outlives_them()
    {
        var stored = await Get<IFiles>().AddAsync(Scope, new NewFile(new Blob("hash", 7), "a.txt", null, null), Cancellation);
        var (one, two) = (await DirectoryAsync(), await DirectoryAsync());
        var added = await Changes.AddAsync(Scope, one, new AddedDirectoryFile(stored.Id, null, null, "{}"), Cancellation);
        Assert.Equal((ChangeOutcome.Done, "a.txt"), (added.Outcome, added.File!.UniqueId));
        var named = await Changes.AddAsync(Scope, two, new AddedDirectoryFile(stored.Id, "u", "d", """{"k":1}"""), Cancellation);
        Assert.Equal(("u", "d", stored.Id), (named.File!.UniqueId, named.File.DisplayName, named.File.FileId));
        await Changes.DeleteAsync(Scope, one, [added.File.Id], Cancellation);
        await Changes.DeleteAsync(Scope, two, [named.File.Id], Cancellation);
        Assert.NotNull(Get<IFiles>().Find(Scope, stored.Id));
        Assert.Equal(ChangeOutcome.NoFile, await Added(one, "018f0000-0000-7000-8000-00000000000b"));
        Assert.Equal(ChangeOutcome.NoDirectory, await Added("dir-none", stored.Id));

        async Task<ChangeOutcome> Added(string directory, string id) =>
            (await Changes.AddAsync(Scope, directory, new AddedDirectoryFile(id, null, null, "{}"), Cancellation)).Outcome;
    }

    [Fact]
    public async Task An_update_renames_describes_and_moves_and_a_name_belongs_to_one()
    {
        var (one, two) = (await DirectoryAsync(), await DirectoryAsync());
        var a = await FileAsync(one, "a");
        await FileAsync(one, "b");
        await FileAsync(two, "a");
        var none = new DirectoryFileUpdate(null, null, null, null);
        var renamed = await Update(none with { UniqueId = "c", DisplayName = "C", Metadata = """{"k":1}""" });
        Assert.Equal(
            ("c", "C", """{"k":1}"""), (renamed.File!.UniqueId, renamed.File.DisplayName, renamed.File.Metadata.GetRawText()));
        Assert.Equal(ChangeOutcome.UniqueIdTaken, (await Update(none with { UniqueId = "b" })).Outcome);
        Assert.Equal(ChangeOutcome.UniqueIdTaken, (await Update(none with { UniqueId = "a", TargetDirectoryId = two })).Outcome);
        Assert.Equal(ChangeOutcome.NoDirectory, (await Update(none with { TargetDirectoryId = "dir-none" })).Outcome);
        Assert.Equal(
            (a.Id, two),
            await Update(none with { TargetDirectoryId = two }) is { File: { } moved } ? (moved.Id, moved.DirectoryId) : default);
        Assert.Equal(ChangeOutcome.NoFile, (await Update(none)).Outcome);

        Task<(ChangeOutcome Outcome, DirectoryFileResponse? File)> Update(DirectoryFileUpdate update) =>
            Changes.UpdateAsync(Scope, one, a.Id, update, Cancellation);
    }

    [Fact]
    public async Task All_of_some_files_are_deleted_or_none()
    {
        var directory = await DirectoryAsync();
        var (a, b) = (await FileAsync(directory, "a"), await FileAsync(directory, "b"));
        Assert.Equal("dfl-none", await Changes.DeleteAsync(Scope, directory, [a.Id, "dfl-none"], Cancellation));
        Assert.Equal(2, Get<IDirectoryFiles>().Sources(Scope, directory).Count);
        Assert.Null(await Changes.DeleteAsync(Scope, directory, [a.Id, b.Id], Cancellation));
        Assert.Empty(Get<IDirectoryFiles>().Sources(Scope, directory));
        Assert.Null(Get<IFiles>().Find(Scope, a.FileId!));
    }

    [Fact]
    public async Task Each_change_asks_for_the_syncs_of_the_indexes_that_follow_the_directory()
    {
        var directory = await DirectoryAsync();
        var follower = await IndexAsync(directory, "on_source_change");
        var other = await IndexAsync(directory, "manual");
        await SyncedAsync(follower);
        await SyncedAsync(other);
        var file = await FileAsync(directory, "a");
        await AssertAskedAsync();
        await Changes.UpdateAsync(Scope, directory, file.Id, new DirectoryFileUpdate("b", null, null, null), Cancellation);
        await AssertAskedAsync();
        await Changes.DeleteAsync(Scope, directory, [file.Id], Cancellation);
        await AssertAskedAsync();

        async Task AssertAskedAsync()
        {
            Assert.True(Get<ISyncJobs>().Exists(follower.Key));
            Assert.False(Get<ISyncJobs>().Exists(other.Key));
            await SyncedAsync(follower);
        }
    }

    [Fact]
    public async Task Another_project_changes_nothing()
    {
        var directory = await DirectoryAsync();
        var theirs = await DirectoryAsync(Stranger);
        var file = await FileAsync(directory, "a");
        Assert.Null(await Changes.PutAsync(Stranger, directory, New("b"), Cancellation));
        Assert.Equal(
            ChangeOutcome.NoFile,
            (await Changes.AddAsync(Stranger, theirs, new AddedDirectoryFile(file.FileId!, null, null, "{}"),
                Cancellation)).Outcome);
        Assert.Equal(
            ChangeOutcome.NoFile,
            (await Changes.UpdateAsync(
                Stranger, directory, file.Id, new DirectoryFileUpdate("x", null, theirs, null), Cancellation)).Outcome);
        Assert.Equal(
            ChangeOutcome.NoDirectory,
            (await Changes.UpdateAsync(
                Scope, directory, file.Id, new DirectoryFileUpdate(null, null, theirs, null), Cancellation)).Outcome);
        Assert.Equal(file.Id, await Changes.DeleteAsync(Stranger, directory, [file.Id], Cancellation));
        Assert.NotNull(Get<IDirectoryFiles>().Find(Scope, directory, file.Id));
    }

    private static NewDirectoryFile New(string name) => new(new Blob("hash", 7), name, name, name, null, "{}");
}
