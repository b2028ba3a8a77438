using Lectern.Server.Retrieval;

namespace Lectern.Tests.Retrieval;

public sealed class GrepTests
{
    private const string Text = "A 🔭 stands here.\nAnother 🔭🌱 there.\n";

    [Fact]
    public void Offsets_count_code_points_and_delimit_the_match()
    {
        var matches = Run("stands|there");
        Assert.Equal([(4, 10), (28, 33)], matches.Select(m => (m.StartChar, m.EndChar)));
    }

    [Fact]
    public void Context_is_part_of_the_content_and_ends_at_the_text()
    {
        Assert.Equal(" 🔭 stands he", Run("stands", context: 3)[0].Content);
        Assert.Equal(Text, Run("here", context: 5000)[0].Content);
    }

    [Fact]
    public void A_dot_takes_whole_characters()
    {
        var match = Run("A .")[0];
        Assert.Equal((0, 3), (match.StartChar, match.EndChar));
        Assert.Equal("A 🔭", match.Content);
    }

    [Fact]
    public void Anchors_match_at_lines_and_empty_matches_are_left_out()
    {
        Assert.Equal(2, Run("^A").Count);
        Assert.Empty(Run("x*"));
        Assert.Empty(Run("^"));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("(?=x)")]
    [InlineData("(a)\\1")]
    [InlineData("((a{1,1000}){1,1000}){1,1000}")]
    [InlineData("")]
    public void A_pattern_that_is_wrong_or_not_linear_is_refused(string pattern) =>
        Assert.Equal(RetrievalError.BadPattern, Assert.Throws<RetrievalException>(() => Run(pattern)).Kind);

    [Fact]
    public void What_makes_others_explode_runs_in_linear_time()
    {
        var text = new string('a', 200_000) + "!";
        Assert.Empty(Grep.Compile("(a+)+$x").Run(text, 0, 0, 10, TestContext.Current.CancellationToken));
    }

    private static IReadOnlyList<Contracts.FileGrepMatch> Run(string pattern, int context = 0) =>
        Grep.Compile(pattern).Run(Text, context, 0, 100, TestContext.Current.CancellationToken);
}
