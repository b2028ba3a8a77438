using Lectern.Server.Attachments;
using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Platform;

namespace Lectern.Tests.Storage.Contract;

/// <summary>A file has the attachments that an index of its project made, whichever it was.</summary>
public abstract class AttachmentsContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private string directory = "";
    private string file = "";
    private string content = "";

    private IAttachments Attachments => Get<IAttachments>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        directory = await DirectoryAsync();
        var added = await FileAsync(directory, "a.txt");
        (file, content) = (added.Id, added.FileId!);
    }

    [Fact]
    public async Task The_oldest_index_that_stores_attachments_answers_by_either_of_the_files_ids()
    {
        await StoringAsync("[]", ("items/page_9.json", "nobodys"));
        var first = await StoringAsync("""["items"]""", ("items/page_1.json", "first"));
        await StoringAsync("""["items"]""", ("items/page_1.json", "second"), ("items/page_2.json", "second"));
        foreach (var id in (string[])[file, content])
        {
            Assert.Equal(["items/page_1.json", "items/page_2.json"], Names(id, new PageRequest(10, null)));
            Assert.Equal("first", Attachments.Find(Scope, id, "items/page_1.json")?.ContentHash);
            Assert.Equal("second", Attachments.Find(Scope, id, "items/page_2.json")?.ContentHash);
            Assert.Null(Attachments.Find(Scope, id, "items/page_9.json"));
        }

        Assert.Equal(first.Key, Attachments.FindWithIndex(Scope, file, "items/page_1.json")?.Index);
        Assert.Null(Attachments.FindWithIndex(Scope, file, "items/page_3.json"));
        Assert.Equal(["items/page_2.json"], Names(file, new PageRequest(10, "items/page_1.json")));
        Assert.Equal(2, Names(file, new PageRequest(1, null)).Count());
    }

    [Fact]
    public async Task A_files_text_is_any_indexs()
    {
        Assert.False(Attachments.HasText(Scope, file));
        Assert.Null(Attachments.OpenText(Scope, file));
        await StoringAsync("[]");
        Assert.True(Attachments.HasText(Scope, content));
        using var text = Attachments.OpenText(Scope, file)!;
        using var reader = new StreamReader(text.Content);
        Assert.Equal(("a.txt", "the text"), (text.Name, await reader.ReadToEndAsync(Cancellation)));
    }

    [Fact]
    public async Task A_file_that_was_removed_has_none_though_its_index_still_has_them()
    {
        var index = await StoringAsync("""["items"]""", ("items/page_1.json", "hash"));
        await Get<IDirectoryFileChanges>().DeleteAsync(Scope, directory, [file], Cancellation);
        Assert.NotEmpty(Get<IIndexAttachments>().Hashes(index.Key));
        Assert.Null(Attachments.Find(Scope, file, "items/page_1.json"));
        Assert.Null(Attachments.List(Scope, file, new PageRequest(10, null)));
    }

    [Fact]
    public async Task Another_project_has_none_of_it()
    {
        await StoringAsync("""["items"]""", ("items/page_1.json", "hash"));
        Assert.Null(Attachments.List(Stranger, file, new PageRequest(10, null)));
        Assert.Null(Attachments.Find(Stranger, content, "items/page_1.json"));
        Assert.Null(Attachments.FindWithIndex(Stranger, file, "items/page_1.json"));
        Assert.False(Attachments.HasText(Stranger, file));
        Assert.Null(Attachments.OpenText(Stranger, file));
    }

    private IEnumerable<string> Names(string source, PageRequest page) =>
        Attachments.List(Scope, source, page)!.Select(a => a.Name);

    private async Task<IndexRow> StoringAsync(string storeAttachments, params (string Name, string Hash)[] attachments)
    {
        Time.Advance(TimeSpan.FromMilliseconds(1));
        var index = (await Get<IIndexes>().CreateAsync(
            Scope, new NewIndex(directory, null, null, "manual", storeAttachments, "[]", "DEFAULT"), Cancellation))!;
        var change = new FileChange.Replaced(
            new IndexedFile(file, content, "a.txt", "hash", "{}", null, "text/1", 0, [], 8, 0, 0), "the text", [])
        {
            Attachments = [.. attachments.Select(a => new IndexedAttachment(a.Name, a.Hash, 7))],
        };
        await Get<IIndexContentsStore>().Open(index.Key).ReplaceAsync(
            ((FileChange[])[change]).ToAsyncEnumerable(), Cancellation);
        return index;
    }
}
