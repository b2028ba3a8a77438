using Lectern.Server.Storage.Sqlite.Indexing;

namespace Lectern.Tests.Storage.Sqlite;

public sealed class MergePlanTests
{
    [Theory]
    [InlineData("5 5 5 5 5 5 5 5", "")]
    [InlineData("5 5 5 5 5 5 5 5 5", "0-8")]
    [InlineData("900000 5 5 5 5 5 5 5 5 5", "1-9")]
    [InlineData("5 5 5 5 5 900 5 5 5 5 5", "0-8")]
    [InlineData("5 5 5 5 5 9000 5 5 5 5 5", "")]
    [InlineData("5 5 5 5 5 9000 5 5 5 5 5 9000", "3-11")]
    [InlineData("5 5 5 5 5 700000 5 5 5 5 5", "")]
    [InlineData("7000 7000 7000 7000 7000 7000 7000 7000 7000", "0-8")]
    [InlineData("7000 7000 5 5 5 5 5 5 5 5 5", "2-10")]
    [InlineData("400000 400000 400000 400000 400000 400000 400000 400000 400000", "")]
    [InlineData("2000/1000 5 5", "0-0")]
    [InlineData("300000/500 5 5", "0-0")]
    [InlineData("1000/500 5 5", "")]
    [InlineData("5 10000/8000", "1-1")]
    [InlineData("5 10000/8001", "")]
    public void Neighbours_of_about_a_size_are_joined(string segments, string joined)
    {
        var rows = segments.Split(' ').Select((s, i) => Row(s, i)).ToList();
        var chosen = MergePlan.Choose(rows);
        Assert.Equal(joined, chosen.Count == 0 ? "" : $"{chosen[0].Name}-{chosen[^1].Name}");
    }

    [Fact]
    public void A_chunk_is_written_a_few_times_in_its_life_and_segments_stay_few()
    {
        const int syncs = 20_000;
        var rows = new List<SegmentRow>();
        var (written, most) = (0L, 0);
        for (var i = 0; i < syncs; i++)
        {
            rows.Add(new SegmentRow(i, i * 10L, (i * 10L) + 9, 10, 10));
            while (MergePlan.Choose(rows) is { Count: > 0 } chosen)
            {
                var live = chosen.Sum(s => s.Live);
                written += live;
                var at = rows.IndexOf(chosen[0]);
                rows.RemoveRange(at, chosen.Count);
                rows.Insert(at, new SegmentRow(-i, chosen[0].First, chosen[^1].Last, live, live));
            }

            most = Math.Max(most, rows.Count);
        }

        Assert.InRange(written / (10.0 * syncs), 1, 15);
        Assert.InRange(most, 9, 18);
        TestContext.Current.TestOutputHelper?.WriteLine($"{written / (10.0 * syncs):0.0} times, at most {most} segments");
    }

    private static SegmentRow Row(string size, int i)
    {
        var counts = size.Split('/').Select(long.Parse).ToArray();
        return new SegmentRow(i, i * 1_000_000L, (i * 1_000_000L) + counts[0] - 1, counts[0], counts[^1]);
    }
}
