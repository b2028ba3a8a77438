using Lectern.Contracts;
using Lectern.Server.Indexing;
using Lectern.Server.Retrieval;

namespace Lectern.Tests.Storage.Contract;

public abstract class IndexTextContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private IndexKey index = null!;

    private IIndexText Texts => Get<IIndexText>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        index = (await IndexAsync()).Key;
        await Get<IIndexContentsStore>().Open(index).ReplaceAsync(
            ((FileChange[])[
                File("1", "b.txt", "naïve 😀 quay", chunks: [Chunk(1, "quay"), Chunk(0, "naïve")]),
                File("2", "Äpfel.md", "x"), File("3", "b.txt", "y"),
                File("4", "bad.pdf", "", "broken")])
                .ToAsyncEnumerable(),
            Cancellation);
    }

    [Fact]
    public void A_text_is_read_from_any_code_point_by_either_of_the_files_ids()
    {
        Assert.Equal("naïve 😀 quay", Texts.FindText(index, "1"));
        Assert.Equal("😀 q", Texts.Read(index, "uuid-1", 6, 3));
        Assert.Equal("quay", Texts.Read(index, "1", 8, null));
        Assert.Equal("", Texts.Read(index, "1", 99, 5));
        Assert.Null(Texts.Read(index, "none", 0, null));
        Assert.Null(Texts.FindText(index, "none"));
    }

    [Fact]
    public void Files_that_were_read_are_listed_by_name_then_id_and_narrowed_by_name()
    {
        Assert.Equal(new FileFindEntry("1", "b.txt"), Texts.FindFile(index, "uuid-1"));
        Assert.Null(Texts.FindFile(index, "4"));
        Assert.Equal(["1", "3", "2"], Find(null, null));
        Assert.Equal(["1", "3"], Find("b.txt", null));
        Assert.Equal(["2"], Find(null, "äPF"));
        Assert.Equal(["3", "2"], Find(null, null, new FileFindEntry("1", "b.txt")));
        Assert.Equal(["1", "3"], Find(null, null, limit: 2));
    }

    [Fact]
    public void Files_are_counted_as_they_are_listed_and_named_by_their_ids()
    {
        Assert.Equal(3, Texts.Count(index, null, null, []));
        Assert.Equal(2, Texts.Count(index, null, null, ["3", "4", "none"]));
        Assert.Equal(2, Texts.Count(index, "b.txt", null, []));
        Assert.Equal(1, Texts.Count(index, null, "äPF", []));
        Assert.Equal(0, Texts.Count(index, null, "äPF", ["2"]));
        Assert.Equal(
            [("1", "b.txt"), ("2", "Äpfel.md")],
            Texts.Names(index, ["2", "1", "4", "none"]).Select(n => (n.Key, n.Value)).Order());
    }

    [Fact]
    public void What_tells_from_when_a_file_is_comes_with_the_beginning_of_its_text()
    {
        Assert.Equal(
            [new FileOrigin("1", "b.txt", "{}", "naïve"), new FileOrigin("2", "Äpfel.md", "{}", "")],
            Texts.Origins(index, ["2", "1", "4", "none"]).OrderBy(o => o.FileId));
        Assert.Empty(Texts.Origins(index, []));
    }

    private IEnumerable<string> Find(string? name, string? contains, FileFindEntry? after = null, int limit = 10) =>
        Texts.Find(index, name, contains, after, limit).Select(f => f.FileId);

    private static FileChange.Replaced File(
        string id, string name, string text, string? reason = null, params IndexedChunk[] chunks) => new(
        new IndexedFile(id, "uuid-" + id, name, "hash", "{}", reason, "text/1", 0, [], text.Length, chunks.Length, 0), text,
        chunks);

    private static IndexedChunk Chunk(int number, string content) => new(number, 0, content.Length, null, null, 1, "", content);
}
