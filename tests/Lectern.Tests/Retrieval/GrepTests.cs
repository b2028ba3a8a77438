using Lectern.Server.Retrieval;
using Microsoft.Extensions.Time.Testing;

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
        Assert.Empty(Grep.Compile("(a+)+$x", TimeProvider.System).Run(text, 0, 0, 10, TestContext.Current.CancellationToken));
    }

    /// <summary>Each of its matches is linear, and there are as many as characters.</summary>
    [Theory]
    [InlineData(@"(?:[\s\S]*x)?")]
    [InlineData(@"[\s\S]*x|'")]
    public void Matches_that_are_quadratic_together_end_at_the_deadline(string pattern)
    {
        var grep = Grep.Compile(pattern, TimeProvider.System);
        var text = string.Concat(Enumerable.Repeat("don't stop. ", 600_000));
        var ended = Assert.Throws<RetrievalException>(
            () => grep.Run(text, 0, 0, 2_000_000, TestContext.Current.CancellationToken));
        Assert.Equal("The pattern takes too long on this file: more than 2 seconds in all.", ended.Message);
    }

    [Fact]
    public void One_deadline_counts_over_all_matches_in_all_texts()
    {
        var time = new FakeTimeProvider();
        var grep = Grep.Compile("a", time);
        Assert.Equal(3, grep.Run("aaa", 0, 0, 10, TestContext.Current.CancellationToken).Count);
        time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(3, grep.Run("aaa", 0, 0, 10, TestContext.Current.CancellationToken).Count);
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Throws<RetrievalException>(() => grep.Run("aaa", 0, 0, 10, TestContext.Current.CancellationToken));
    }

    /// <summary>The automaton of each took seconds for a step, or never was finished.</summary>
    [Theory]
    [InlineData("((a{1,30}){1,30})")]
    [InlineData("(((a{1,8}){1,8}){1,8})")]
    [InlineData("(a{1,1000})*")]
    [InlineData("b|(a{201})+")]
    [InlineData("((((((((((((((((a)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*")]
    [InlineData("(b(?#()c)(a{20}){20}")]
    [InlineData("(a{20})(?#){20}")]
    [InlineData(@"\c[(a{20}){20}]")]
    [InlineData("[[](a{20}){20}]")]
    [InlineData("[a-z-[[]](a{20}){20}")]
    [InlineData("[^]](c{20}){20}?")]
    [InlineData(@"\)(?i:d{20}){20}")]
    [InlineData("(?x)a #(\n")]
    [InlineData("(?i-x:a)")]
    public void Repetitions_that_repeat_repetitions_too_often_are_refused(string pattern) =>
        Assert.Equal(RetrievalError.BadPattern, Assert.Throws<RetrievalException>(() => Run(pattern)).Kind);

    [Fact]
    public void Three_hundred_levels_are_refused_before_anything_is_made_of_them() =>
        Assert.Throws<RetrievalException>(() => Run(new string('(', 300) + "a" + string.Concat(Enumerable.Repeat(")*", 300))));

    [Theory]
    [InlineData(@"(?:[A-Z]\w+ ?)+")]
    [InlineData(@"(\w+\W+){0,10}here")]
    [InlineData("A.{0,1000}here")]
    [InlineData(@"((\d{1,3}[.,])*\d+|stands) here")]
    [InlineData("[*+?{}]*[(][)]{0,200}|here")]
    [InlineData(@"(?<year>\d{4})|(?i)HERE|a{2,}?")]
    [InlineData("(?:x{,5}|{}|here{1}){1,20}")]
    public void Repetitions_as_people_write_them_are_taken(string pattern) => Assert.NotEmpty(Run(pattern));

    private static IReadOnlyList<Contracts.FileGrepMatch> Run(string pattern, int context = 0) =>
        Grep.Compile(pattern, TimeProvider.System).Run(Text, context, 0, 100, TestContext.Current.CancellationToken);
}
