using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;

namespace Lectern.Tests.Storage.Contract;

public abstract class FilesContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private static readonly FileSelection All = new([], null, null);

    private IFiles Files => Get<IFiles>();

    [Fact]
    public async Task A_file_is_what_it_was_made_of()
    {
        var file = await Files.AddAsync(Scope, new NewFile(new Blob("hash", 7), "a.TXT", "ext", "purpose"), Cancellation);
        Assert.Equal(("a.TXT", "ext", "purpose", "txt"), (file.Name, file.ExternalFileId, file.Purpose, file.FileType));
        var found = Files.Find(Scope, file.Id)!;
        Assert.Equal(
            ("hash", Scope.ProjectId, Time.GetUtcNow()), (found.ContentHash, found.ProjectId, UnixTime.At(found.CreatedAt)));
    }

    [Fact]
    public async Task A_list_is_narrowed_and_each_order_can_go_on_behind_each_of_its_rows()
    {
        (string Name, string? External)[] files = [("b", "2"), ("a", null), ("c", "1"), ("a", "2")];
        foreach (var (name, external) in files)
        {
            await Files.AddAsync(Scope, new NewFile(new Blob(name, 1), name, external, null), Cancellation);
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        foreach (var orderBy in (string[])["", "name", "name desc", "created_at desc, name", "external_file_id, name desc"])
        {
            var order = FileOrder.Read(orderBy, new Problems(), "query");
            var all = Files.List(Scope, All, order, new PageRequest(10, null));
            Assert.Equal(4, all.Count);
            for (var i = 0; i < all.Count; i++)
                Assert.Equal(all.Skip(i + 1), Files.List(Scope, All, order, new PageRequest(10, order.Key(all[i]))));
        }

        var byName = FileOrder.Read("name", new Problems(), "query");
        Assert.Equal(["a", "a", "b", "c"], Files.List(Scope, All, byName, new PageRequest(10, null)).Select(f => f.Name));
        Assert.Equal(3, Files.List(Scope, All, byName, new PageRequest(2, null)).Count);
        Assert.Equal(
            ["a", "a"], Files.List(Scope, All with { FileName = "a" }, byName, new PageRequest(10, null)).Select(f => f.Name));
        Assert.Equal(
            ["a", "b"], Files.List(Scope, All with { ExternalFileId = "2" }, byName, new PageRequest(
                10, null)).Select(f => f.Name));
        var one = Files.List(Scope, All with { FileName = "c" }, byName, new PageRequest(10, null)).Single();
        Assert.Equal([one], Files.List(Scope, All with { FileIds = [one.Id, "none"] }, byName, new PageRequest(10, null)));
    }

    [Fact]
    public async Task A_file_takes_its_places_in_directories_along()
    {
        var directory = await DirectoryAsync();
        var file = await FileAsync(directory, "a", "hash of a");
        Assert.True(Files.HasContent("hash of a"));
        Assert.True(await Files.DeleteAsync(Scope, file.FileId!, Cancellation));
        Assert.False(await Files.DeleteAsync(Scope, file.FileId!, Cancellation));
        Assert.Null(Get<IDirectoryFiles>().Find(Scope, directory, file.Id));
        Assert.False(Files.HasContent("hash of a"));
    }

    [Fact]
    public async Task The_contents_of_all_projects_are_what_the_collection_of_blobs_keeps()
    {
        await Files.AddAsync(Scope, new NewFile(new Blob("mine", 1), "a", null, null), Cancellation);
        await Files.AddAsync(Scope, new NewFile(new Blob("mine", 1), "b", null, null), Cancellation);
        var theirs = await Files.AddAsync(Stranger, new NewFile(new Blob("theirs", 1), "a", null, null), Cancellation);
        Assert.Equal(["mine", "theirs"], Files.ContentHashes().Order(StringComparer.Ordinal));
        await Files.DeleteAsync(Stranger, theirs.Id, Cancellation);
        Assert.Equal(["mine"], Files.ContentHashes());
    }

    [Fact]
    public async Task Another_project_has_none_of_it()
    {
        var file = await Files.AddAsync(Scope, new NewFile(new Blob("hash", 1), "a", null, null), Cancellation);
        var order = FileOrder.Read(null, new Problems(), "query");
        Assert.Null(Files.Find(Stranger, file.Id));
        Assert.Empty(Files.List(Stranger, All with { FileIds = [file.Id] }, order, new PageRequest(10, null)));
        Assert.False(await Files.DeleteAsync(Stranger, file.Id, Cancellation));
        Assert.NotNull(Files.Find(Scope, file.Id));
    }
}
