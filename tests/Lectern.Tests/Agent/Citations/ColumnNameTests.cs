using Lectern.Server.Agent.Citations;

namespace Lectern.Tests.Agent.Citations;

/// <summary>A claim names a column by its head, also where the head has figures, and the figure is of that column.</summary>
public sealed class ColumnNameTests
{
    private const string Quarters = """
        | In millions of euros | Q1 2023 | Q2 2023 | Top-5 share |
        | --- | --- | --- | --- |
        | Pumps and valves | 20 | 26 | 9 |
        | Pumps | 12 | 15 | 4 |
        """;

    private const string Prices = """
        | | 2021 | 2021 | 2020 | 2020 |
        | --- | --- | --- | --- | --- |
        | | High ($) | Low ($) | High ($) | Low ($) |
        | June 30 | 3.70 | 2.45 | 1.36 | 0.70 |
        | September 30 | 4.64 | 2.88 | 1.39 | 0.92 |
        """;

    private const string Ranks = """
        | | Top-1 | Top-5 | Top-20 | Top-100 |
        | --- | --- | --- | --- | --- |
        | Gold | 44.9 | 66.8 | 78.1 | 85.0 |
        | Silver | 43.9 | 65.3 | 77.1 | 84.4 |
        """;

    [Theory]
    [InlineData("Pumps brought 12 million euros in Q1 2023.", Quarters, "| Pumps | 12 | 15 | 4 |")]
    [InlineData("Pumps brought 15 million euros in Q1 2023.", Quarters, null)]
    [InlineData("In Q2 2023 pumps and valves brought 26 million euros.", Quarters, "| Pumps and valves | 20 | 26 | 9 |")]
    [InlineData("In Q2 2023 pumps and valves brought 20 million euros.", Quarters, null)]
    [InlineData("The top-5 share of pumps is 4.", Quarters, "| Pumps | 12 | 15 | 4 |")]
    [InlineData("The top-5 share of pumps is 12.", Quarters, null)]
    [InlineData("The high ($) of June 30 was 3.70 in 2021.", Prices, "| June 30 | 3.70 | 2.45 | 1.36 | 0.70 |")]
    [InlineData("June 30: Low (2020) 0.70", Prices, "| June 30 | 3.70 | 2.45 | 1.36 | 0.70 |")]
    [InlineData("The high ($) of June 30 was 1.36 in 2021.", Prices, null)]
    [InlineData("The low of June 30 was 3.70 in 2021.", Prices, null)]
    [InlineData("The high of September 30 was 3.70 in 2021.", Prices, null)]
    [InlineData("The Top-100 of Gold is 85.0.", Ranks, "| Gold | 44.9 | 66.8 | 78.1 | 85.0 |")]
    [InlineData("For Silver, Top-5 is **65.3**.", Ranks, "| Silver | 43.9 | 65.3 | 77.1 | 84.4 |")]
    [InlineData("Gold has a Top-5 of 66.8 and a Top-20 of 78.1.", Ranks, "| Gold | 44.9 | 66.8 | 78.1 | 85.0 |")]
    [InlineData("Gold has a Top-5 of 78.1 and a Top-20 of 66.8.", Ranks, null)]
    [InlineData("The Top-20 of Gold is 85.0.", Ranks, null)]
    [InlineData("The Top-5 of Silver is 66.8.", Ranks, null)]
    [InlineData("The Top-100 of Gold is 100.", Ranks, null)]
    public void A_figure_is_of_the_column_that_is_named(string claim, string table, string? quote) =>
        Assert.Equal(quote, ClaimCheck.Quote(claim, table));

    [Fact]
    public void What_contradicts_is_the_row_that_is_meant()
    {
        var verdict = Assert.IsType<ClaimVerdict.Contradicted>(
            ClaimCheck.Judge("Pumps had 15 million euros in Q1 2023.", Quarters));
        Assert.Equal("| Pumps | 12 | 15 | 4 |", Quarters[verdict.Start..verdict.End]);
    }

    [Fact]
    public void A_row_of_many_columns_proves_what_any_of_them_says()
    {
        string[] heads = [.. Enumerable.Range(0, 160).Select(i => $"Signal {Name(i)}")];
        var table = $"| Cell | {string.Join(" | ", heads)} |\n| --- |{string.Concat(heads.Select(_ => " --- |"))}\n"
            + $"| Basophil | {string.Join(" | ", heads.Select((_, i) => $"0.{1000 + (i * 7)}"))} |";
        Assert.NotNull(ClaimCheck.Quote($"The signal {Name(3)} of the basophil is 0.1021.", table));
        Assert.NotNull(ClaimCheck.Quote($"The signal {Name(150)} of the basophil is 0.2050.", table));
        Assert.Null(ClaimCheck.Quote($"The signal {Name(150)} of the basophil is 0.1021.", table));
        Assert.Null(ClaimCheck.Quote($"The signal {Name(150)} of the basophil is 0.2057.", table));

        static string Name(int i) => $"{(char)('b' + (i % 20))}{(char)('a' + (i / 20))}nar";
    }
}
