namespace Lectern.Tests.Indexing.Reading;

public sealed class HtmlReadingTests
{
    [Theory]
    [InlineData("<ol>\n  <li>a</li>\n  <!-- c -->\n  <li>b</li>\n</ol>", "1. a\n2. b")]
    [InlineData("<ol start=\"7\"><li>a<li>b</ol>", "7. a\n8. b")]
    [InlineData("<ol><li>a<li value=\"10\">b<li>c</ol>", "1. a\n10. b\n11. c")]
    [InlineData("<ol reversed><li>a<li>b<li>c</ol>", "3. a\n2. b\n1. c")]
    [InlineData("<ol type=\"a\" start=\"26\"><li>a<li>b</ol>", "z. a\naa. b")]
    [InlineData("<ol type=\"I\" start=\"4\"><li>a<li type=\"1\">b<li>c</ol>", "IV. a\n5. b\nVI. c")]
    [InlineData("<ol style=\"list-style: upper-latin inside\"><li>a</ol>", "A. a")]
    [InlineData("<ol style=\"list-style-type: none\"><li>a</ol>", "- a")]
    [InlineData("<ol><li><p>a</p><p>more</p></li><li><h3>b</h3></li></ol>", "1. a\n\nmore\n\n### 2. b")]
    [InlineData("<ol><li>a<ol type=\"i\"><li>x<li>y</ol></li><li>b</li></ol>", "1. a\n  i. x\n  ii. y\n2. b")]
    [InlineData("<ol><li hidden>a</li><div><li>b</li></div></ol>", "1. b")]
    public void Lists_count_as_a_browser_does(string html, string expected) => Assert.Equal(expected, Read.Text(html, "a.html"));

    [Theory]
    [InlineData("<p>10<sup>6</sup> of 2<sup>n+1</sup>, x<sup>-3</sup>", "10^6 of 2^(n+1), x^-3")]
    [InlineData("<p>the 4<sup>th</sup> note<sup>12</sup> and<sup>[3]</sup> mark<sup>*</sup>", "the 4th note^12 and[3] mark*")]
    [InlineData("<p>CO<sub>2</sub>, v<sub>max</sub>, 101<sub>2</sub>", "CO2, v_max, 101_2")]
    [InlineData("<p>5<span style=\"vertical-align: super\">2</span>", "5^2")]
    [InlineData("<p>now <del>49 euros</del> <ins>39 euros</ins>", "now ~~49 euros~~ 39 euros")]
    [InlineData(
        "<p><s>a</s><strike> b </strike><span style=\"text-decoration:underline line-through\">c</span> d",
        "~~a b c~~ d")]
    [InlineData("<del><p>one</p><p>two</p></del>", "~~one~~\n\n~~two~~")]
    [InlineData("<p>8<del><sup>2</sup></del>", "8~~^2~~")]
    [InlineData("<p><ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp>都</ruby>に", "東京都に")]
    [InlineData(
        "<p>v = <math><msqrt><mn>2</mn><mi>g</mi></msqrt><mo>=</mo><mroot><mn>27</mn><mn>3</mn></mroot></math>",
        "v = √(2g) = ∛27")]
    [InlineData(
        "<p><math><mo>(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd><mtd>"
            + "<mn>4</mn></mtd></mtr></mtable><mo>)</mo></math>",
        "(1 2; 3 4)")]
    [InlineData("<p><math><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mi>b</mi></mfrac></math>", "(a + 1)/(b)")]
    [InlineData("<p><math><semantics><msup><mi>x</mi><mn>2</mn></msup><annotation>x^{2}</annotation></semantics></math>", "x^2")]
    public void What_is_raised_struck_or_a_reading_is_told_apart(string html, string expected) =>
        Assert.Equal(expected, Read.Text(html, "a.html"));

    [Theory]
    [InlineData(
        "<style>.x, p.y {display:none} #z{visibility:hidden}</style><p>a<p class=y>b<div class='q x'>c</div><div id=z>d</div>",
        "a")]
    [InlineData("<style>.x{display:none}</style><p class=x style='display:block'>a", "a")]
    [InlineData(
        "<style>@media print{p{display:none}} /* p{display:none} */ @media screen{b{display:none}}</style><p>a<b>b</b>",
        "a")]
    [InlineData("<div style='visibility:hidden'>a<p style='visibility:visible'>b</p></div>", "b")]
    [InlineData("<p>a<span style='font-size:0'>b</span><span style='mso-hide:all'>c</span><i hidden>d</i>", "a")]
    public void What_a_style_hides_is_not_read(string html, string expected) => Assert.Equal(expected, Read.Text(html, "a.html"));

    [Theory]
    [InlineData("<td>a<br>b<td><p>c</p><p>d</p>", "| a b | c d |\n| --- | --- |")]
    [InlineData("<td>a<script>s</script><style>t</style><td>b<span hidden>c</span>", "| a | b |\n| --- | --- |")]
    [InlineData("<td>6<sup>2</sup><td><ol><li>x<li>y</ol>", "| 6^2 | 1. x 2. y |\n| --- | --- |")]
    [InlineData(
        "<th>a<th>b<tr><td>A1<td><table><tr><td>c<td>1<tr><td>d<td>2</table>",
        "| a | b |\n| --- | --- |\n| A1 | c 1; d 2 |")]
    [InlineData("<tfoot><tr><td>sum<td>3</tfoot><tbody><tr><td>a<td>1</tbody>", "| a | 1 |\n| --- | --- |\n| sum | 3 |")]
    [InlineData("<td>a<td>b<tr hidden><td>c<td>d", "| a | b |\n| --- | --- |")]
    public void A_cell_is_one_line_of_what_is_seen(string rows, string expected) =>
        Assert.Equal(expected, Read.Text($"<table><tr>{rows}</table>", "a.html"));

    [Fact]
    public void A_table_that_lays_a_page_out_is_no_table() => Assert.Equal(
        "# News\n\nLong text.\n\n| a | b |\n| --- | --- |\n| 1 | 2 |",
        Read.Text(
            "<table><tr><td><h1>News</h1><p>Long text.</p></td><td><table><tr><td>a<td>b<tr><td>1<td>2</table></td></tr></table>",
            "a.html"));

    [Fact]
    public void Pictures_fields_and_drawings_say_what_they_show() => Assert.Equal(
        "[Image: Sales rose] Serial 88 [x] insured [ ] cold amber V7 shuts",
        Read.Text(
            "<p><img alt='Sales rose'><img alt='logo.png'><input value='Serial 88'>"
            + "<input type=hidden value=h> <input type=checkbox checked> insured "
            + "<input type=checkbox> cold <select><option>blue<option selected>amber</select> <svg><style>q</style>"
            + "<text>V7 shuts</text></svg>",
            "a.html"));

    [Theory]
    [InlineData(
        "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title/><script src=\"a>b\"/></head><body>"
            + "<p>a</p></body></html>",
        "a")]
    [InlineData(
        "<?xml version=\"1.0\"?><!DOCTYPE html [<!ENTITY q \"r\">]><html><body><a id=\"x\"/><p/>b<br/>c &nbsp;d<![CDATA[ e<f ]]>"
            + "</body></html>",
        "b\nc d e<f")]
    [InlineData("<?xml version=\"1.0\"?><html><body><p>a < b <<c /", "a < b <")]
    public void Elements_that_XML_closes_are_closed(string xhtml, string expected) =>
        Assert.Equal(expected, Read.Text(xhtml, "a.xhtml"));

    [Fact]
    public void Hostile_depth_and_width_are_bounded()
    {
        const int count = 20_000;
        var deep = string.Concat(Enumerable.Repeat("<sup><table><tr><td>a<td>", count));
        Assert.NotEqual("", Read.Text("<p>fine</p>" + deep, "deep.html"));
        var rules = string.Concat(Enumerable.Range(0, count).Select(i => $".a{{visibility:hidden;x:{i}}}"));
        var classed = string.Concat(Enumerable.Repeat("<i class=a>x</i>", count));
        Assert.Equal("fine", Read.Text($"<style>{rules}</style><p>fine</p>{classed}", "wide.html"));
    }
}
