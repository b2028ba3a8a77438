using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats.Pdf;

namespace Lectern.Tests.Indexing.Pdf;

/// <summary>Pages that are slow, and readers that break.</summary>
public sealed class PageReadersTests
{
    [Fact]
    public void A_page_that_does_not_end_is_left_out_and_the_others_are_read()
    {
        using var never = new ManualResetEventSlim();
        var done = 0;
        var readers = new PageReaders<string>(
            9, 2, TimeSpan.FromSeconds(2),
            () => (new MemoryStream(), page =>
            {
                if (page is 3 or 4)
                    never.Wait(TestContext.Current.CancellationToken);
                return $"page {page}";
            }
            ),
            count => done = count);
        var read = readers.Read();
        never.Set();
        Assert.Equal(9, done);
        Assert.Equal([null, null], [read[2], read[3]]);
        Assert.Equal(["page 1", "page 2", "page 5", "page 9"], [read[0], read[1], read[4], read[8]]);
    }

    [Fact]
    public void What_no_page_can_go_on_after_ends_the_file()
    {
        var readers = new PageReaders<string>(
            5, 2, TimeSpan.FromMinutes(1), () => (new MemoryStream(), _ => throw new UnreadableFileException("broken")),
            _ => { });
        Assert.Throws<UnreadableFileException>(readers.Read);
    }
}
