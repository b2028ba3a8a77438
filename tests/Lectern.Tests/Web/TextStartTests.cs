using Lectern.Contracts;
using Lectern.Web.Chat;
using Lectern.Web.Texts;

namespace Lectern.Tests.Web;

/// <summary>What the page shows the beginning of is cut between characters.</summary>
public sealed class TextStartTests
{
    [Theory]
    [InlineData("", 0, "")]
    [InlineData("ab", 0, "…")]
    [InlineData("ab", 2, "ab")]
    [InlineData("abc", 2, "ab…")]
    [InlineData("a😀", 3, "a😀")]
    [InlineData("a😀b", 2, "a…")]
    [InlineData("a😀b", 3, "a😀…")]
    [InlineData("😀", 1, "…")]
    public void A_longer_text_ends_before_a_pair_that_does_not_fit(string text, int longest, string start) =>
        Assert.Equal(start, TextStart.Of(text, longest, "…"));

    [Fact]
    public void A_long_sentence_without_a_source_is_cut_so()
    {
        var sentence = new string('x', 299) + "😀 and more.";
        var text = new TextEvent(sentence, [], [new UnprovedSpan(0, sentence.Length - 1, "no_mark")], []);
        Assert.Equal(new string('x', 299) + "…", Assert.Single(UnprovedSentence.Of(text)).Text);
    }
}
