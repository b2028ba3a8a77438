using Lectern.Server.Library;
using Lectern.Server.Platform;

namespace Lectern.Tests.Storage.Contract;

public abstract class DirectoryFilesContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private IDirectoryFiles Files => Get<IDirectoryFiles>();

    [Fact]
    public async Task A_list_is_narrowed_and_goes_on_behind_a_page()
    {
        var directory = await DirectoryAsync();
        var a = await FileAsync(directory, "Alpha.txt");
        Time.Advance(TimeSpan.FromMinutes(1));
        var b = await FileAsync(directory, "beta.txt");
        Assert.Equal([a.Id, b.Id], List(directory, None));
        Assert.Equal([a.Id, b.Id], List(directory, None, new PageRequest(1, null)));
        Assert.Equal([b.Id], List(directory, None, new PageRequest(1, a.Id)));
        Assert.Equal([b.Id], List(directory, None with { DisplayName = "beta.txt" }));
        Assert.Equal([a.Id], List(directory, None with { DisplayNameContains = "ALPHA" }));
        Assert.Equal([b.Id], List(directory, None with { UniqueId = "beta.txt" }));
        Assert.Equal([a.Id], List(directory, None with { FileId = a.FileId }));
        Assert.Equal([b.Id], List(directory, None with { UpdatedFrom = Time.GetUtcNow() }));
        Assert.Equal([a.Id], List(directory, None with { UpdatedTo = Time.GetUtcNow().AddSeconds(-1) }));
        Assert.Empty(List(await DirectoryAsync(), None));
    }

    [Fact]
    public async Task A_file_tells_the_size_of_its_content_also_of_a_new_one()
    {
        var directory = await DirectoryAsync();
        Assert.Equal(7, (await FileAsync(directory, "a")).SizeBytes);
        var replaced = await FileAsync(directory, "a", "other", 8_000_000_000);
        Assert.Equal(8_000_000_000, replaced.SizeBytes);
        Assert.Equal(8_000_000_000, Files.Find(Scope, directory, replaced.Id)!.SizeBytes);
        var listed = Files.List(Scope, directory, None, new PageRequest(10, null));
        Assert.Equal(8_000_000_000, Assert.Single(listed).SizeBytes);
    }

    [Fact]
    public async Task What_was_deleted_is_listed_only_when_it_is_asked_for()
    {
        var directory = await DirectoryAsync();
        var (a, b) = (await FileAsync(directory, "a"), await FileAsync(directory, "b"));
        await Get<IDirectoryFileChanges>().DeleteAsync(Scope, directory, [a.Id], Cancellation);
        Assert.Equal([b.Id], List(directory, None));
        Assert.Equal([a.Id, b.Id], List(directory, None with { IncludeDeleted = true }));
        Assert.Null(Files.Find(Scope, directory, a.Id));
        Assert.Equal([b.Id], Files.Existing(Scope, [a.Id, b.Id, "dfl-none"]));
        var now = Time.GetUtcNow();
        Assert.Equal([a.Id], Files.GoneBefore(Scope, [a.Id, "dfl-none"], now));
        Assert.Empty(Files.GoneBefore(Scope, [a.Id], now - TimeSpan.FromMilliseconds(1)));
        Assert.Empty(Files.GoneBefore(Stranger, [a.Id], now));
    }

    [Fact]
    public async Task Departures_change_with_what_goes_or_is_moved_and_not_with_what_comes_or_changes()
    {
        var (one, two) = (await DirectoryAsync(), await DirectoryAsync());
        Assert.Null(Files.Departures(Scope, "dir-none"));
        Assert.Null(Files.Departures(Stranger, one));
        var before = Both();
        var file = await FileAsync(one, "a", "old");
        await FileAsync(one, "a", "new");
        var gone = await FileAsync(one, "b");
        var changes = Get<IDirectoryFileChanges>();
        var none = new DirectoryFileUpdate(null, null, null, null);
        await changes.UpdateAsync(Scope, one, file.Id, none with { DisplayName = "A" }, Cancellation);
        Assert.Equal(before, Both());
        await changes.DeleteAsync(Scope, one, [gone.Id], Cancellation);
        var deleted = Both();
        Assert.True(deleted.One != before.One && deleted.Two == before.Two);
        await changes.UpdateAsync(Scope, one, file.Id, none with { TargetDirectoryId = two }, Cancellation);
        var moved = Both();
        Assert.NotEqual(deleted.One, moved.One);
        await changes.UpdateAsync(Scope, two, file.Id, none with { TargetDirectoryId = one }, Cancellation);
        Assert.True(Both().One != moved.One && Both().Two != moved.Two);

        (long? One, long? Two) Both() => (Files.Departures(Scope, one), Files.Departures(Scope, two));
    }

    [Fact]
    public async Task The_sources_of_a_sync_are_the_files_with_their_contents_hashes()
    {
        var directory = await DirectoryAsync();
        var a = await FileAsync(directory, "a", "hash of a");
        var b = await FileAsync(directory, "b", "hash of b");
        Assert.Equal(
            [(a.Id, a.FileId!, "hash of a"), (b.Id, b.FileId!, "hash of b")],
            Files.Sources(Scope, directory).Select(s => (s.Id, s.FileId, s.ContentHash)));
        await FileAsync(directory, "a", "another");
        Assert.Equal(["another", "hash of b"], Files.Sources(Scope, directory).Select(s => s.ContentHash));
    }

    [Fact]
    public async Task Another_project_and_another_directory_have_none_of_it()
    {
        var directory = await DirectoryAsync();
        var file = await FileAsync(directory, "a");
        Assert.NotNull(Files.Find(Scope, directory, file.Id));
        Assert.Null(Files.Find(Scope, await DirectoryAsync(), file.Id));
        Assert.Null(Files.Find(Stranger, directory, file.Id));
        Assert.Empty(Files.List(Stranger, directory, None, new PageRequest(10, null)));
        Assert.Empty(Files.Existing(Stranger, [file.Id]));
        Assert.Empty(Files.Sources(Stranger, directory));
        Assert.Empty(Files.StoredAt(Stranger, directory, [file.Id]));
    }

    [Fact]
    public async Task What_was_added_or_changed_in_a_time_is_listed_the_latest_first()
    {
        var directory = await DirectoryAsync();
        var (begin, a) = (Time.GetUtcNow(), await FileAsync(directory, "a"));
        Time.Advance(TimeSpan.FromDays(1));
        var (next, b) = (Time.GetUtcNow(), await FileAsync(directory, "b"));
        Time.Advance(TimeSpan.FromDays(1));
        var last = Time.GetUtcNow();
        await FileAsync(directory, "a", "new");
        var deleted = await FileAsync(directory, "c");
        await Get<IDirectoryFileChanges>().DeleteAsync(Scope, directory, [deleted.Id], Cancellation);
        Assert.Equal(
            [new FileChangeTimes(a.Id, begin, last), new FileChangeTimes(b.Id, next, next)], Changed(begin, last.AddDays(1)));
        Assert.Equal([b.Id], Changed(next, last).Select(c => c.Id));
        Assert.Empty(Files.Changed(Stranger, directory, begin, last.AddDays(1)));
        Assert.Equal(2, Changed(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Count);

        IReadOnlyList<FileChangeTimes> Changed(DateTimeOffset from, DateTimeOffset to) =>
            Files.Changed(Scope, directory, from, to);
    }

    [Fact]
    public async Task A_files_content_tells_when_it_was_stored_whatever_was_changed_of_the_file_since()
    {
        var directory = await DirectoryAsync();
        var file = await FileAsync(directory, "a", "old");
        var first = Time.GetUtcNow();
        Time.Advance(TimeSpan.FromDays(1));
        var renamed = new DirectoryFileUpdate(null, "A", null, null);
        await Get<IDirectoryFileChanges>().UpdateAsync(Scope, directory, file.Id, renamed, Cancellation);
        Assert.Equal([(file.Id, first)], Stored());
        await FileAsync(directory, "a", "new");
        Assert.Equal([(file.Id, Time.GetUtcNow())], Stored());
        Assert.Empty(Files.StoredAt(Scope, await DirectoryAsync(), [file.Id]));
        await Get<IDirectoryFileChanges>().DeleteAsync(Scope, directory, [file.Id], Cancellation);
        Assert.Empty(Stored());

        IEnumerable<(string, DateTimeOffset)> Stored() =>
            Files.StoredAt(Scope, directory, [file.Id, "dfl-none"]).Select(s => (s.Key, s.Value));
    }

    private static DirectoryFileFilter None => new(null, null, null, null, false, null, null);

    private IEnumerable<string> List(string directory, DirectoryFileFilter filter, PageRequest? page = null) =>
        Files.List(Scope, directory, filter, page ?? new PageRequest(10, null)).Select(f => f.Id);
}
