using System.Text.Json;
using Lectern.Server.Folder;
using Lectern.Server.Library;

namespace Lectern.Tests.Storage.Contract;

public abstract class MirrorsContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private static readonly MirrorStamp Stamp = new(7, "2026-01-02T03:04:05.0000000Z", 1, 2, 3);

    private string directory = "";

    private IMirrors Mirrors => Get<IMirrors>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        directory = await Mirrors.DirectoryAsync(Scope, "/srv/docs", "docs", Cancellation);
    }

    [Fact]
    public async Task A_folder_has_one_directory_while_that_is_there()
    {
        Assert.Equal(directory, await Mirrors.DirectoryAsync(Scope, "/srv/docs", "docs", Cancellation));
        Assert.NotEqual(directory, await Mirrors.DirectoryAsync(Scope, "/srv/other", "other", Cancellation));
        Assert.True(Mirrors.Has(Scope, directory));
        var asked = IMirrors.RequestFor("/srv/docs", "docs");
        var made = Get<IDirectories>().Find(Scope, directory)!;
        Assert.Equal((asked.Name, asked.Description), (made.Name, made.Description));
        Assert.True(JsonElement.DeepEquals(asked.SystemMetadata!.Value, made.SystemMetadata!.Value));
        await Get<IDirectories>().DeleteAsync(Scope, directory, Cancellation);
        Assert.False(Mirrors.Has(Scope, directory));
        Assert.NotEqual(directory, await Mirrors.DirectoryAsync(Scope, "/srv/docs", "docs", Cancellation));
    }

    [Fact]
    public async Task What_the_mirror_put_is_its_until_somebody_else_puts_something_there()
    {
        Assert.True(await PutAsync("a.md", "hash"));
        var mine = Assert.Single(Mirrors.Files(Scope, directory));
        Assert.Equal(("a.md", "hash", Stamp, null), (mine.Path, mine.ContentHash, mine.Stamp, mine.MissedAt));
        await FileAsync(directory, "b.md");
        Assert.Equal(["b.md"], Mirrors.OtherNames(Scope, directory));
        Assert.False(await PutAsync("b.md", "hash"));
        await FileAsync(directory, "a.md", "another");
        Assert.Empty(Mirrors.Files(Scope, directory));
        Assert.Equal(["a.md", "b.md"], Mirrors.OtherNames(Scope, directory).Order(StringComparer.Ordinal));
        Assert.False(await PutAsync("a.md", "newer", mine.Id));
    }

    [Fact]
    public async Task Another_content_of_a_file_keeps_its_id()
    {
        await PutAsync("a.md", "old");
        var before = Assert.Single(Mirrors.Files(Scope, directory));
        Assert.True(await PutAsync("a.md", "new", before.Id));
        var after = Assert.Single(Mirrors.Files(Scope, directory));
        Assert.Equal((before.Id, "new"), (after.Id, after.ContentHash));
        Assert.False(Get<IFiles>().HasContent("old"));
    }

    [Fact]
    public async Task Files_may_take_each_others_names()
    {
        await PutAsync("a.md", "one");
        await PutAsync("b.md", "two");
        var files = Mirrors.Files(Scope, directory).ToDictionary(f => f.Path);
        Assert.True(await Mirrors.RenameAsync(
            Scope, directory,
            [new MirrorPlace(files["a.md"].Id, "b.md", Stamp), new MirrorPlace(files["b.md"].Id, "a.md", Stamp)], Cancellation));
        var renamed = Mirrors.Files(Scope, directory).ToDictionary(f => f.Path);
        Assert.Equal(("two", "one"), (renamed["a.md"].ContentHash, renamed["b.md"].ContentHash));
        Assert.False(await Mirrors.RenameAsync(Scope, directory, [new MirrorPlace("dfl-none", "c.md", Stamp)], Cancellation));
    }

    [Fact]
    public async Task A_file_that_is_missed_waits_until_it_is_seen_or_removed()
    {
        await PutAsync("a.md", "hash");
        var id = Mirrors.Files(Scope, directory).Single().Id;
        await Mirrors.MissAsync(Scope, directory, [id], Cancellation);
        Assert.Equal(Time.GetUtcNow().ToUnixTimeMilliseconds(), Mirrors.Files(Scope, directory).Single().MissedAt);
        var seen = Stamp with { Modified = "2026-02-02T03:04:05.0000000Z" };
        await Mirrors.NoteAsync(Scope, directory, [new MirrorPlace(id, "a.md", seen)], Cancellation);
        Assert.Equal((null, seen), Mirrors.Files(Scope, directory).Select(f => (f.MissedAt, f.Stamp)).Single());
    }

    [Fact]
    public async Task Only_the_mirrors_own_files_are_removed()
    {
        await PutAsync("a.md", "hash");
        var mine = Mirrors.Files(Scope, directory).Single().Id;
        var other = (await FileAsync(directory, "b.md")).Id;
        Assert.Equal(0, await Mirrors.RemoveAsync(Stranger, directory, [mine], Cancellation));
        await PutAsync("c.md", "hash");
        var another = Mirrors.Files(Scope, directory).Single(f => f.Path == "c.md").Id;
        Assert.Equal(1, await Mirrors.RemoveAsync(Scope, directory, [another, other], Cancellation));
        Assert.NotNull(Get<IDirectoryFiles>().Find(Scope, directory, other));
        Assert.Null(Get<IDirectoryFiles>().Find(Scope, directory, another));
    }

    [Fact]
    public async Task Another_project_has_none_of_it()
    {
        await PutAsync("a.md", "hash");
        Assert.False(Mirrors.Has(Stranger, directory));
        Assert.Empty(Mirrors.Files(Stranger, directory));
        Assert.Empty(Mirrors.OtherNames(Stranger, directory));
        Assert.False(await Mirrors.PutAsync(Stranger, directory, null, new Blob("x", 1), "x.md", Stamp, Cancellation));
        var mine = Mirrors.Files(Scope, directory).Single();
        await Mirrors.MissAsync(Stranger, directory, [mine.Id], Cancellation);
        await Mirrors.NoteAsync(
            Stranger, directory, [new MirrorPlace(mine.Id, "x.md", Stamp with { Size = 8 })], Cancellation);
        Assert.Equal(mine, Mirrors.Files(Scope, directory).Single());
        Assert.NotEqual(directory, await Mirrors.DirectoryAsync(Stranger, "/srv/docs", "docs", Cancellation));
    }

    private Task<bool> PutAsync(string path, string hash, string? id = null) =>
        Mirrors.PutAsync(Scope, directory, id, new Blob(hash, 7), path, Stamp, Cancellation);
}
