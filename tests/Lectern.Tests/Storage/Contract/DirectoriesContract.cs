using Lectern.Contracts;
using Lectern.Server.Library;
using Lectern.Server.Platform;

namespace Lectern.Tests.Storage.Contract;

public abstract class DirectoriesContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private IDirectories Directories => Get<IDirectories>();

    [Fact]
    public async Task A_directory_is_what_it_was_made_of()
    {
        var made = await Directories.CreateAsync(
            Scope, new DirectoryCreateRequest(
                "docs", "of mine", "index", "con-1", System.Text.Json.JsonSerializer.SerializeToElement(new { a = 1 })),
            Cancellation);
        var found = Directories.Find(Scope, made.Id)!;
        Assert.Equal(
            ("docs", "of mine", "index", "con-1", Time.GetUtcNow(), Scope.ProjectId),
            (found.Name, found.Description, found.Type, found.ConnectorSubscriptionId, found.CreatedAt, found.ProjectId));
        Assert.Equal("""{"a":1}""", found.SystemMetadata?.GetRawText());
        Assert.Equal("user", (await Directories.CreateAsync(Scope, new DirectoryCreateRequest("x"), Cancellation)).Type);
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_nothing_else()
    {
        var made = await Directories.CreateAsync(Scope, new DirectoryCreateRequest("docs", "of mine"), Cancellation);
        Time.Advance(TimeSpan.FromSeconds(1));
        var named = await Directories.UpdateAsync(Scope, made.Id, new DirectoryUpdateRequest("papers"), Cancellation);
        Assert.Equal(("papers", "of mine", Time.GetUtcNow()), (named!.Name, named.Description, named.UpdatedAt));
        Assert.Null(await Directories.UpdateAsync(Scope, "dir-none", new DirectoryUpdateRequest("x"), Cancellation));
    }

    [Fact]
    public async Task A_list_is_narrowed_and_goes_on_behind_a_page()
    {
        var ids = new List<string>();
        foreach (var (name, type) in ((string, string)[])[("a", "user"), ("b", "index"), ("a", "ephemeral")])
            ids.Add((await Directories.CreateAsync(Scope, new DirectoryCreateRequest(name, Type: type), Cancellation)).Id);
        Assert.Equal(ids, List(null, []));
        Assert.Equal([ids[0], ids[2]], List("a", []));
        Assert.Equal([ids[1], ids[2]], List(null, ["index", "ephemeral"]));
        Assert.Equal(ids[..2], List(null, [], new PageRequest(1, null)));
        Assert.Equal(ids[1..], List(null, [], new PageRequest(2, ids[0])));
        await Directories.DeleteAsync(Scope, ids[1], Cancellation);
        Assert.Equal([ids[0], ids[2]], List(null, []));
        Assert.Equal(ids, Directories.List(Scope, null, [], includeDeleted: true, new PageRequest(10, null)).Select(d => d.Id));
    }

    [Fact]
    public async Task A_directory_goes_with_its_files_and_stays_while_an_index_reads_it()
    {
        var directory = await DirectoryAsync();
        var file = await FileAsync(directory, "a.txt");
        var index = await IndexAsync(directory);
        Assert.Equal(DeleteOutcome.InUse, await Directories.DeleteAsync(Scope, directory, Cancellation));
        await Get<Server.Indexing.IIndexes>().DeleteAsync(Scope, index.Id, Cancellation);
        Assert.Equal(DeleteOutcome.Deleted, await Directories.DeleteAsync(Scope, directory, Cancellation));
        Assert.Equal(DeleteOutcome.NotFound, await Directories.DeleteAsync(Scope, directory, Cancellation));
        Assert.Null(Directories.Find(Scope, directory));
        Assert.Null(Get<IFiles>().Find(Scope, file.FileId!));
    }

    [Fact]
    public async Task Another_project_has_none_of_it()
    {
        var directory = await DirectoryAsync();
        Assert.Null(Directories.Find(Stranger, directory));
        Assert.Empty(Directories.List(Stranger, null, [], includeDeleted: true, new PageRequest(10, null)));
        Assert.Null(await Directories.UpdateAsync(Stranger, directory, new DirectoryUpdateRequest("x"), Cancellation));
        Assert.Equal(DeleteOutcome.NotFound, await Directories.DeleteAsync(Stranger, directory, Cancellation));
        Assert.NotNull(Directories.Find(Scope, directory));
    }

    private IEnumerable<string> List(string? name, IReadOnlyList<string> types, PageRequest? page = null) =>
        Directories.List(Scope, name, types, includeDeleted: false, page ?? new PageRequest(10, null)).Select(d => d.Id);
}
