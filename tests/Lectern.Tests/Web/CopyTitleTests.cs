using Lectern.Web.Chat;

namespace Lectern.Tests.Web;

/// <summary>Copies of a chat are told apart by a number.</summary>
public sealed class CopyTitleTests
{
    [Theory]
    [InlineData("Harbour", "Harbour (2)")]
    [InlineData("Harbour (2)", "Harbour (3)")]
    [InlineData("Harbour (99)", "Harbour (100)")]
    [InlineData("The act (1998) again", "The act (1998) again (2)")]
    [InlineData("(2)", "(2) (2)")]
    [InlineData("Harbour (99999999999)", "Harbour (99999999999) (2)")]
    public void A_copy_has_the_next_number(string title, string copy) => Assert.Equal(copy, CopyTitle.Of(title));

    [Fact]
    public void A_copy_of_the_longest_title_is_no_longer() => Assert.Equal(200, CopyTitle.Of(new string('x', 200)).Length);

    [Fact]
    public void A_long_title_is_cut_between_characters() =>
        Assert.Equal(new string('x', 195) + " (2)", CopyTitle.Of(new string('x', 195) + "😀😀"));
}
