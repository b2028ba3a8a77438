using System.Text;
using Lectern.Server.Text;

namespace Lectern.Tests.Text;

public sealed class TextStartTests
{
    [Theory]
    [InlineData("abc")]
    [InlineData("😀😀")]
    [InlineData("a😀b🔭")]
    [InlineData("")]
    public void A_beginning_is_never_longer_than_asked_nor_half_a_character(string text)
    {
        for (var length = 0; length <= text.Length + 1; length++)
        {
            var start = TextStart.Of(text, length);
            Assert.True(start.Length <= length);
            Assert.Equal(start, TextStart.Of(text.AsSpan(), length));
            Assert.InRange(start.Length, Math.Min(length, text.Length) - 1, text.Length);
            Assert.StartsWith(start, text, StringComparison.Ordinal);
            Assert.DoesNotContain("\uFFFD", Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(start)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("one two", 7, "one two")]
    [InlineData("one two", 6, "one")]
    [InlineData("one two", 3, "one")]
    [InlineData("one two", 2, "on")]
    [InlineData("ab😀", 3, "ab")]
    [InlineData(" ab", 2, " a")]
    public void A_beginning_at_a_word_is_cut_within_one_that_is_too_long(string text, int length, string start) =>
        Assert.Equal(start, TextStart.AtWord(text, length));

    [Fact]
    public void A_line_has_one_space_between_words_and_says_when_it_goes_on()
    {
        Assert.Equal("a b c", OneLine.Of(" a\r\n\tb \u2028c "));
        Assert.Equal("a b c", OneLine.Of("a\nb c", 5));
        Assert.Equal("a …", OneLine.Of("a 😀 c", 3));
    }
}
