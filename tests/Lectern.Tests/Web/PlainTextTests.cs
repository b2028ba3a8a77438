using Lectern.Web.Texts;

namespace Lectern.Tests.Web;

/// <summary>What stands in one paragraph has no signs of Markdown, and shows the words that were searched for.</summary>
public sealed class PlainTextTests
{
    [Theory]
    [InlineData("| Vessel | Tonnage |\n|:--|--:|\n| Endeavour | 987 |", "Vessel · Tonnage Endeavour · 987")]
    [InlineData("our | 987 | Southampton", "our · 987 · Southampton")]
    [InlineData("| a \\| b | c |", "a | b · c")]
    [InlineData("## The **dome** is `open`\n\nSee [the guide](a.md).", "The dome is open See the guide.")]
    [InlineData("- [x] done\n> said", "done said")]
    [InlineData("2 * 3 * 4 and a_b_c, [1] and a | b", "2 * 3 * 4 and a_b_c, [1] and a | b")]
    [InlineData("", "")]
    [InlineData("The limit is 2**10 bytes.", "The limit is 2**10 bytes.")]
    [InlineData("x**2 + y**2 = r**2, f(**kwargs)", "x**2 + y**2 = r**2, f(**kwargs)")]
    [InlineData("> 90 % humidity", "> 90 % humidity")]
    [InlineData("- 5 °C is the lowest.", "- 5 °C is the lowest.")]
    [InlineData("| Alice | - | 5 |", "Alice · - · 5")]
    [InlineData("|x| is the value, f(x) = |x|", "|x| is the value, f(x) = |x|")]
    [InlineData("| Alice | | 5 |", "Alice ·  · 5")]
    [InlineData("C:\\_data\\[old]", "C:\\_data\\[old]")]
    [InlineData("a **bold word**, and **another one**.", "a bold word, and another one.")]
    [InlineData("这是**重点**词", "这是重点词")]
    public void It_is_the_words_alone(string markdown, string words) => Assert.Equal(words, PlainText.Of(markdown));

    [Theory]
    [InlineData("pendulum clocks", "…Dust lay on the lens. Dust lay on the lens. The pendulum clock strikes.")]
    [InlineData("zebra", "Dust lay on the lens. Dust lay on the lens. Dust lay on the lens. Dust lay on…")]
    public void An_excerpt_shows_the_words_in_their_sentence_or_the_beginning(string query, string shown)
    {
        var text = string.Concat(Enumerable.Repeat("Dust lay on the lens. ", 20)) + "The pendulum clock strikes.";
        Assert.Equal(shown, Passage.Around(text, Passage.BeginningsOf(query), 77));
    }

    [Theory]
    [InlineData("polish", "It was polished in Jena.", true)]
    [InlineData("polishing", "It was polished in Jena.", true)]
    [InlineData("ease", "The lease ended.", false)]
    [InlineData("the xyzzyplugh", "The lens.", false)]
    [InlineData("穹顶开放", "天文台每周四晚上开放。", true)]
    [InlineData("2.4", "It measures 2.4 metres.", true)]
    public void A_word_is_found_by_its_beginning(string query, string text, bool isThere) =>
        Assert.Equal(isThere, Passage.Has(text, Passage.BeginningsOf(query)));
}
