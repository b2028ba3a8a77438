using Lectern.Server.Text;

namespace Lectern.Tests.Retrieval;

public sealed class TermsTests
{
    /// <summary>Pairs from the paper's own examples and its author's sample vocabulary.</summary>
    [Theory]
    [InlineData("caresses", "caress")]
    [InlineData("ponies", "poni")]
    [InlineData("cats", "cat")]
    [InlineData("feed", "feed")]
    [InlineData("agreed", "agre")]
    [InlineData("plastered", "plaster")]
    [InlineData("motoring", "motor")]
    [InlineData("sing", "sing")]
    [InlineData("conflated", "conflat")]
    [InlineData("hopping", "hop")]
    [InlineData("falling", "fall")]
    [InlineData("filing", "file")]
    [InlineData("happy", "happi")]
    [InlineData("sky", "sky")]
    [InlineData("relational", "relat")]
    [InlineData("conditional", "condit")]
    [InlineData("vietnamization", "vietnam")]
    [InlineData("operator", "oper")]
    [InlineData("hopefulness", "hope")]
    [InlineData("electriciti", "electr")]
    [InlineData("adjustable", "adjust")]
    [InlineData("replacement", "replac")]
    [InlineData("adoption", "adopt")]
    [InlineData("controll", "control")]
    [InlineData("roll", "roll")]
    [InlineData("generalizations", "gener")]
    [InlineData("oscillators", "oscil")]
    [InlineData("at", "at")]
    [InlineData("naïve", "naïve")]
    [InlineData("b2b", "b2b")]
    public void Stems_as_published(string word, string stem) => Assert.Equal(stem, PorterStemmer.Stem(word));

    [Theory]
    [InlineData("The Café's  menu, v2.0", "the cafe s menu v2 0")]
    [InlineData("ﬁne ＡＢＣ", "fine abc")]
    [InlineData("東京大学 2026", "東京 京大 大学 2026")]
    [InlineData("東 x", "東 x")]
    [InlineData("a\u0301b🔭c", "ab c")]
    [InlineData("\ud800x", "x")]
    [InlineData("", "")]
    public void Words_are_normalised_and_split(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Terms.Words(text)));

    [Fact]
    public void A_query_loses_question_words_unless_it_has_no_others()
    {
        Assert.Equal(["mirror", "weigh"], Terms.ForQuery("How much does the mirror weigh?").Where(t => t != "much"));
        Assert.Equal(["who", "ar", "you"], Terms.ForQuery("Who are you?"));
    }

    [Fact]
    public void A_term_holds_letters_and_digits_only_behind_its_language()
    {
        var everything = string.Concat(
            Enumerable.Range(1, 0xFFFF).Where(c => !char.IsSurrogate((char)c)).Select(c => $"x{(char)c}y "));
        Assert.All(
            Terms.ForDocument(
                everything), t => Assert.DoesNotContain(t, c => c < 128 && c != ':' && !char.IsAsciiLetterOrDigit(c)));
    }
}
