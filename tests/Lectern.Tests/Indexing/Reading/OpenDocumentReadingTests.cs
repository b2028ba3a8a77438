namespace Lectern.Tests.Indexing.Reading;

public sealed class OpenDocumentReadingTests
{
    private const string Lists = """
        <text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
        <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/>
        </text:list-style>
        """;

    [Theory]
    [InlineData("<text:list text:style-name='L'>{A}{B}</text:list>", "1. A\n2. B")]
    [InlineData(
        "<text:list text:style-name='L'>{A}</text:list><text:p>x</text:p>"
            + "<text:list text:style-name='L' text:continue-numbering='true'>{B}</text:list>",
        "1. A\n\nx\n\n2. B")]
    [InlineData(
        "<text:list text:style-name='L'><text:list-item text:start-value='7'><text:p>A</text:p></text:list-item>{B}</text:list>",
        "7. A\n8. B")]
    [InlineData(
        "<text:list text:style-name='L'>{A}<text:list-item><text:list>{B}{C}</text:list></text:list-item>{D}</text:list>",
        "1. A\n  1.a) B\n  1.b) C\n2. D")]
    [InlineData("<text:list>{A}</text:list>", "- A")]
    public void Lists_count_as_their_styles_say(string list, string expected)
    {
        foreach (var item in (string[])["A", "B", "C", "D"])
            list = list.Replace(
                $"{{{item}}}", $"<text:list-item><text:p>{item}</text:p></text:list-item>", StringComparison.Ordinal);
        Assert.Equal(expected, Text(list, Lists));
    }

    [Theory]
    [InlineData(
        "10<text:span text:style-name='U'>6</text:span> <text:span text:style-name='S'>49</text:span> 39<text:span "
            + "text:style-name='H'>no</text:span>",
        "10^6 ~~49~~ 39")]
    [InlineData("<text:ruby><text:ruby-base>東京</text:ruby-base><text:ruby-text>とうきょう</text:ruby-text></text:ruby>都", "東京都")]
    [InlineData("a<text:hidden-text>b</text:hidden-text><text:s text:c='2'/>c", "a  c")]
    [InlineData("<draw:frame><draw:image/><svg:desc>Sales rose</svg:desc></draw:frame>", "[Image: Sales rose]")]
    [InlineData("v = <draw:frame><draw:object xlink:href='./Object 1'/></draw:frame>", "v = √(2g)")]
    public void Letters_and_objects_say_what_they_show(string paragraph, string expected) => Assert.Equal(
        expected,
        Text(
            $"<text:p>{paragraph}</text:p>",
            "<style:style style:name='U'><style:text-properties style:text-position='super 58%'/></style:style>"
            + "<style:style style:name='S'><style:text-properties style:text-line-through-style='solid'/></style:style>"
            + "<style:style style:name='H'><style:text-properties text:display='none'/></style:style>",
            (
                "Object 1/content.xml",
                "<?xml version=\"1.0\"?><math xmlns=\"http://www.w3.org/1998/Math/MathML\"><semantics><msqrt><mn>2</mn><mi>g</mi>"
                    + "</msqrt><annotation>sqrt</annotation></semantics></math>")));

    [Fact]
    public void Headers_footers_and_charts_are_read()
    {
        const string chart =
            "<office:document-content NAMES xmlns:chart='c'><office:body><office:chart><chart:chart><chart:title>"
            + "<text:p>Sales</text:p></chart:title><table:table><table:table-row><table:table-cell><text:p>May</text:p>"
            + "</table:table-cell><table:table-cell><text:p>310</text:p></table:table-cell></table:table-row></table:table>"
            + "</chart:chart></office:chart></office:body></office:document-content>";
        const string styles =
            "<office:document-styles NAMES><office:master-styles><style:master-page><style:header><text:p>Contract 88</text:p>"
            + "</style:header><style:footer><text:p>Velm</text:p></style:footer></style:master-page></office:master-styles>"
            + "</office:document-styles>";
        Assert.Equal(
            "Contract 88\n\nbody\n\nSales\n\n| May | 310 |\n| --- | --- |\n\nVelm",
            Text(
                "<text:p>body</text:p><draw:frame><draw:object xlink:href='./Object 2'/></draw:frame>",
                "", ("Object 2/content.xml", chart), ("styles.xml", styles)));
    }

    [Fact]
    public void A_hidden_sheet_is_named_as_one() => Assert.Equal(
        "## A (hidden sheet)\n\n| 1 |\n| --- |",
        Read.Text(
            OfficeFiles.OpenDocument(
                "<office:spreadsheet><table:table table:name='A' table:style-name='T'><table:table-row><table:table-cell>"
                + "<text:p>1</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>",
                "<style:style style:name='T'><style:table-properties table:display='false'/></style:style>"),
            "a.ods"));

    private static string Text(string content, string styles = "", params (string Name, string Content)[] more) =>
        Read.Text(OfficeFiles.OpenDocument($"<office:text>{content}</office:text>", styles, more), "a.odt");
}
