using Lectern.Web.Sources;

namespace Lectern.Tests.Web;

/// <summary>A piece of a document's text is laid out wherever it was cut.</summary>
public sealed class ReadableTextTests
{
    private const string Blank = "| | |\n|--|--|\n";

    [Theory]
    [InlineData(0, "| a | b |\n|---|---|\n| 1 | 2 |\n", "| a | b |\n|---|---|\n| 1 | 2 |\n")]
    [InlineData(9, "| 1 | 2 |\n| 3 | 4 |\n", Blank + "| 1 | 2 |\n| 3 | 4 |\n")]
    [InlineData(9, "1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n", Blank + "| 3 | 4 |\n| 5 | 6 |\n")]
    [InlineData(9, "| a | b |\n|---|---|\n| 1 | 2 |\n", "| a | b |\n|---|---|\n| 1 | 2 |\n")]
    [InlineData(9, "the end of a line\n\n## Next\n", "the end of a line\n\n## Next\n")]
    [InlineData(9, "| 2 |\n| 3 | 4 |\n| 5 | 6 |\n", Blank + "| 2 |\n| 3 | 4 |\n| 5 | 6 |\n")]
    [InlineData(9, "|\n| 3 | 4 |\n| 5 | 6 |\n", Blank + "| 3 | 4 |\n| 5 | 6 |\n")]
    [InlineData(9, "| 1 | a \\| b |\n| 3 | 4 |\n", Blank + "| 1 | a \\| b |\n| 3 | 4 |\n")]
    [InlineData(9, "| 1 | 2 |\n|  |  |\n| 5 | 6 |\n", Blank + "| 1 | 2 |\n|  |  |\n| 5 | 6 |\n")]
    [InlineData(9, "b |\n|---|---|\n| 1 | 2 |\n", "| | |\n|---|---|\n| 1 | 2 |\n")]
    [InlineData(0, "| a | b | c", "| a | b | c |\n|--|--|--|\n")]
    [InlineData(0, "Words.\n\n| a | b", "Words.\n\n| a | b |\n|--|--|\n")]
    [InlineData(0, "a | b | c | d", "a | b | c | d")]
    [InlineData(9, "a | b | c | d", "| a | b | c | d |\n|--|--|--|--|\n")]
    [InlineData(9, "|", "|")]
    [InlineData(9, "", "")]
    public void A_table_that_was_cut_stays_one(int offset, string piece, string shown) => Assert.Equal(
        shown,
        string.Concat(ReadableText.Parts(new TextExcerpt(offset, piece, "", "", IsLast: false)).Select(p => p.Source)));

    [Theory]
    [InlineData(200, false)]
    [InlineData(201, true)]
    [InlineData(300, true)]
    public void The_rest_of_a_row_stays_where_it_is_longer_than_what_two_pieces_share(int length, bool stays)
    {
        var rest = new string('x', length - 2) + " |";
        const string Rows = "| 3 | 4 |\n| 5 | 6 |\n";
        var shown = ReadableText.Parts(new TextExcerpt(9, rest + "\n" + Rows, "", "", IsLast: false));
        Assert.Equal((stays ? rest + "\n\n" : "") + Blank + Rows, string.Concat(shown.Select(p => p.Source)));
    }

    [Theory]
    [InlineData("a.md", true)]
    [InlineData("Team/Budget.XLSX", true)]
    [InlineData("slides.pptx", true)]
    [InlineData("server.log", false)]
    [InlineData("program.py", false)]
    [InlineData("README", false)]
    public void What_is_text_by_itself_keeps_its_signs(string name, bool isLaidOut) =>
        Assert.Equal(isLaidOut, ReadableText.CanLayOut(name));
}
