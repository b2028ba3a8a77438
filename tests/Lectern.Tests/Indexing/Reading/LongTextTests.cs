using System.Text;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;

namespace Lectern.Tests.Indexing.Reading;

/// <summary>Of a block that is longer than what is read of a file, the beginning is read.</summary>
public sealed class LongTextTests
{
    private const int Limit = 1001;

    [Theory]
    [InlineData("a.js", "x=1;", Limit)]
    [InlineData("a.txt", "word ", Limit)]
    [InlineData("a.md", "word ", Limit)]
    [InlineData("a.html", "word ", Limit)]
    [InlineData("a.js", "let pump = 1;\n", 993)]
    [InlineData("a.txt", "\U0001F6A2", Limit - 1)]
    public void A_single_block_is_cut(string name, string repeated, int expected)
    {
        var text = string.Concat(Enumerable.Repeat(repeated, 5000));
        var document = Cut(text, name);
        Assert.Equal(expected, document.Text.Length);
        Assert.StartsWith(document.Text, text, StringComparison.Ordinal);
        Assert.Contains(
            $"the first {expected:N0} characters", Assert.Single(document.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_is_cut_at_a_row()
    {
        var csv = "id,boat\n" + string.Concat(Enumerable.Range(1000, 900).Select(i => $"{i},Orla\n"));
        Assert.EndsWith("| Orla |", Cut(csv, "a.csv").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_first_line_is_not_all_that_is_left_of_a_long_second_one() =>
        Assert.Equal(Limit, Cut("// Licence\n" + new string('x', 5000), "a.js").Text.Length);

    [Fact]
    public void The_rest_after_a_block_before_is_filled()
    {
        var document = Cut("First.\n\n" + new string('x', 5000) + "\n\nLast.", "a.txt");
        Assert.Equal("First.\n\n" + new string('x', Limit - 8), document.Text);
        Assert.Equal(2, document.Blocks.Count);
    }

    [Theory]
    [InlineData("a.js")]
    [InlineData("a.yaml")]
    public void Long_code_without_blank_lines_is_several_blocks_on_following_lines(string name)
    {
        var code = string.Join('\n', Enumerable.Range(0, 2500).Select(i => $"{new string(' ', i % 7)}line{i}"));
        var document = Read.Document(Encoding.UTF8.GetBytes(code), name);
        Assert.Equal(code, document.Text);
        Assert.Equal(3, document.Blocks.Count);
    }

    private static ParsedDocument Cut(string text, string name) =>
        FileFormats.Parse(Encoding.UTF8.GetBytes(text), name, new ParseLimits { MaxCharacters = Limit }, _ => { }).Document;
}
