using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Parsing;

namespace Lectern.Tests.Storage.Contract;

public abstract class IndexBoxesContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    [Fact]
    public async Task The_boxes_of_a_span_are_found_line_by_line_and_on_a_page_alone()
    {
        var index = (await IndexAsync()).Key;
        var change = new FileChange.Replaced(
            new IndexedFile("a", "uuid-a", "a.pdf", "hash", "{}", null, "pdf/1", 2, [], 20, 0, 0), "one two three four", [])
        {
            Boxes =
            [
                PageBoxes.Encode(1, [new TextBox(0, 3, 10, 10, 20, 10), new TextBox(4, 3, 35, 10, 20, 10)]),
                PageBoxes.Encode(2, [new TextBox(8, 5, 10, 10, 30, 10)]),
            ],
        };
        var other = new FileChange.Replaced(
            new IndexedFile("b", "uuid-b", "b.txt", "hash", "{}", null, "text/1", 0, [], 3, 0, 0), "two", []);
        await Get<IIndexContentsStore>().Open(index).ReplaceAsync(
            ((FileChange[])[change, other]).ToAsyncEnumerable(), Cancellation);
        var boxes = Get<IIndexBoxes>();
        Assert.Equal([1, 2], boxes.Find(index, "a", 0, 20)!.Select(b => b.Page));
        Assert.Equal((10, 45), boxes.Find(index, "uuid-a", 0, 7)!.Select(b => (b.X, b.Width)).Single());
        Assert.Equal(35, boxes.Find(index, "a", 5, 6)!.Single().X);
        Assert.Equal([2], boxes.Find(index, "a", 0, 20, page: 2)!.Select(b => b.Page));
        Assert.Empty(boxes.Find(index, "b", 0, 3)!);
        Assert.Null(boxes.Find(index, "c", 0, 3));
    }
}
