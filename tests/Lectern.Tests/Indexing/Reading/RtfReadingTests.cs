using System.Text;

namespace Lectern.Tests.Indexing.Reading;

public sealed class RtfReadingTests
{
    [Theory]
    [InlineData(
        @"Price \u8364 \~40 net, \u8364{}50 gross, \u8364\'8060 more, \u8364?70",
        "Price €40 net, €50 gross, €60 more, €70")]
    [InlineData(@"{\u8226 \tab}First", "•First")]
    [InlineData(@"\uc2\u8364 ??1{\uc0\u8364 2}\u8364 ??3", "€1€2€3")]
    [InlineData(@"\u55357 ?\u56832 ?", "😀")]
    [InlineData(@"{\upr{old}{\*\ud{new \u233 ?}}} rest", "new é rest")]
    public void What_stands_in_for_a_sign_is_left_out_and_nothing_else(string rtf, string expected) =>
        Assert.Equal(expected, Text(rtf));

    [Theory]
    [InlineData(@"a {\*\unknown b} c {text \*\foo more} d", "a  c text more d")]
    [InlineData(@"a \sv b {\info{\title hidden}} c {\sn gone}", "a b  c")]
    [InlineData(@"a {\v hidden} b \v gone\v0  c {\deleted old}{\revised new}", "a  b  c new")]
    [InlineData(@"a {\v x\plain y} z", "a y z")]
    [InlineData(@"{\*\annotation Ask}a\par", "a\n\n[Comment: Ask]")]
    [InlineData(@"{\*\atnid OV}{\*\atnauthor Orla Venn}{\*\annotation Ask}a\par", "a\n\n[Comment by Orla Venn: Ask]")]
    [InlineData(
        @"{\*\shppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv Sales rose}}}ffd8}}"
        + @"{\nonshppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv Sales rose}}}}}",
        "[Image: Sales rose]")]
    public void Hidden_deleted_and_foreign_text_goes_and_no_more(string rtf, string expected) =>
        Assert.Equal(expected, Text(rtf));

    [Theory]
    [InlineData(@"10{\super 6} and 2\super 3\nosupersub , H{\sub 2}O, x{\up6 n}", "10^6 and 2^3, H2O, x^n")]
    [InlineData(@"Fee {\strike 200} 150, {\striked1 a}{\striked b}", "Fee ~~200~~ 150, ~~ab~~")]
    public void Raised_and_struck_text_is_told_apart(string rtf, string expected) => Assert.Equal(expected, Text(rtf));

    [Theory]
    [InlineData(
        @"{\listtext\pard\plain\f0 1.\tab}\pard\plain\ls1 Drain.\par{\listtext 2.\tab}Rinse.\par\pard End.",
        "1. Drain.\n2. Rinse.\n\nEnd.")]
    [InlineData(
        @"{\stylesheet{\s0 Normal;}{\s3\outlinelevel1 heading 2;}}\pard\s3 Title\par\pard\s0 text\par",
        "## Title\n\ntext")]
    public void Lists_keep_their_numbers_and_styles_make_headings(string rtf, string expected) =>
        Assert.Equal(expected, Text(rtf));

    [Theory]
    [InlineData(
        @"\trowd\clvmgf\cellx1\cellx2\pard\intbl North\cell 1\cell\row\trowd\clvmrg\cellx1\cellx2\intbl\cell 2\cell\row\pard",
        "| North | 1 |\n| --- | --- |\n| North | 2 |")]
    [InlineData(
        @"\trowd\cellx1\cellx2\intbl A\cell\itap2 c\nestcell 1\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}"
        + @"d\nestcell 2\nestcell{\*\nesttableprops\nestrow}\cell\row",
        "| A | c 1; d 2 |\n| --- | --- |")]
    [InlineData(@"\intbl never ended", "never ended")]
    [InlineData(@"\trowd\cellx1\intbl a\cell b", "| a |\n| --- |\n\nb")]
    public void Tables_keep_their_cells_and_lose_nothing(string rtf, string expected) => Assert.Equal(expected, Text(rtf));

    [Fact]
    public void The_default_font_tells_the_encoding() => Assert.Equal(
        "Порт €", Read.Text(
            Bytes(@"{\rtf1\deff1{\fonttbl{\f0 A;}{\f1\fcharset204 B;}}\plain \'cf\'ee\'f0\'f2 {\f0\'80}}"),
            "a.rtf"));

    private static string Text(string rtf) => Read.Text(Bytes($@"{{\rtf1\ansi {rtf}}}"), "a.rtf");

    private static byte[] Bytes(string rtf) => Encoding.Latin1.GetBytes(rtf);
}
