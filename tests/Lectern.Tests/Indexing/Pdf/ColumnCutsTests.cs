using Lectern.Server.Indexing.Parsing.Formats.Pdf;

namespace Lectern.Tests.Indexing.Pdf;

public sealed class ColumnCutsTests
{
    private static readonly TextFrame Frame = new(0, isVertical: false, 842);

    /// <summary>It counted for nothing when another run was asked after it, which ends before.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_run_that_ends_at_the_edge_says_where_a_cut_may_be(bool isFirst)
    {
        var (atEdge, before) = (Run((0, 50)), Run((0, 40)));
        var head = Run((0, 38), (42, 60));
        List<TextRun> table = isFirst ? [atEdge, before, head] : [before, atEdge, head];
        Assert.Equal([head], new ColumnCuts([50], table).Cut([head]));
    }

    [Theory]
    [InlineData(0, 40, 60, 100)]
    [InlineData(0, 50, 50, 100)]
    public void Words_on_both_sides_of_an_edge_are_cut(double left, double end, double begin, double right)
    {
        var head = Run((0, 48), (52, 100));
        var cut = new ColumnCuts([50], [Run((left, end)), Run((begin, right)), head]).Cut([head]);
        Assert.Equal([(0, 48), (52, 100)], cut.Select(r => (r.Left, r.Right)));
    }

    private static TextRun Run(params (double Left, double Right)[] words) =>
        new([.. words.Select(w => new PdfWord("pump", new Box(w.Left, 0, w.Right, 6), 6, 6, false, Frame))], 0);
}
