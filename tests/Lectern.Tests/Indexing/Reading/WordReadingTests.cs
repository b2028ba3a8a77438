namespace Lectern.Tests.Indexing.Reading;

public sealed class WordReadingTests
{
    private const string Up = "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>";

    [Theory]
    [InlineData("<w:r><w:t>10</w:t></w:r><w:r>" + Up + "<w:t>6</w:t></w:r>", "10^6")]
    [InlineData("<w:r><w:t>x</w:t></w:r><w:r>" + Up + "<w:t>n</w:t></w:r><w:r>" + Up + "<w:t>+1</w:t></w:r>", "x^(n+1)")]
    [InlineData(
        "<w:r><w:t>H</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"subscript\"/></w:rPr><w:t>2</w:t></w:r><w:r><w:t>O</w:t></w:r>",
        "H2O")]
    [InlineData(
        "<w:r><w:t xml:space=\"preserve\">Fee </w:t></w:r><w:r><w:rPr><w:dstrike/></w:rPr><w:t>200</w:t></w:r><w:r><w:rPr>"
            + "<w:strike w:val=\"0\"/></w:rPr><w:t xml:space=\"preserve\"> 150</w:t></w:r>",
        "Fee ~~200~~ 150")]
    [InlineData("<w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>", "a")]
    [InlineData(
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>か</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby>"
            + "</w:r><w:r><w:t>字</w:t></w:r>",
        "漢字")]
    [InlineData(
        "<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"p\" descr=\"Sales rose\"/></wp:inline></w:drawing></w:r>",
        "[Image: Sales rose]")]
    public void Runs_say_how_they_look(string runs, string expected) => Assert.Equal(expected, Text($"<w:p>{runs}</w:p>"));

    [Theory]
    [InlineData(
        "<m:rad><m:radPr><m:degHide m:val=\"1\"/></m:radPr><m:deg/><m:e><m:r><m:t>2gh</m:t></m:r></m:e></m:rad>",
        "√(2gh)")]
    [InlineData("<m:rad><m:deg><m:r><m:t>3</m:t></m:r></m:deg><m:e><m:r><m:t>27</m:t></m:r></m:e></m:rad>", "∛27")]
    [InlineData(
        "<m:d><m:dPr><m:begChr m:val=\"|\"/><m:endChr m:val=\"|\"/></m:dPr><m:e><m:r><m:t>a-b</m:t></m:r></m:e></m:d>",
        "|a-b|")]
    [InlineData(
        "<m:m><m:mr><m:e><m:r><m:t>1</m:t></m:r></m:e><m:e><m:r><m:t>2</m:t></m:r></m:e></m:mr><m:mr><m:e><m:r><m:t>3</m:t></m:r>"
            + "</m:e><m:e><m:r><m:t>4</m:t></m:r></m:e></m:mr></m:m>",
        "1 2; 3 4")]
    [InlineData(
        "<m:nary><m:naryPr><m:chr m:val=\"∑\"/></m:naryPr><m:sub><m:r><m:t>i=1</m:t></m:r></m:sub><m:sup><m:r><m:t>n</m:t></m:r>"
            + "</m:sup><m:e><m:r><m:t>i</m:t></m:r></m:e></m:nary>",
        "∑_(i=1)^n i")]
    [InlineData("<m:sSub><m:e><m:r><m:t>a</m:t></m:r></m:e><m:sub><m:r><m:t>0</m:t></m:r></m:sub></m:sSub>", "a_0")]
    public void Formulas_are_typed_in_one_line(string math, string expected) =>
        Assert.Equal(expected, Text($"<w:p><m:oMath>{math}</m:oMath></w:p>"));

    [Theory]
    [InlineData("<w:checkBox><w:default w:val=\"1\"/></w:checkBox>", "[x]")]
    [InlineData("<w:checkBox><w:default w:val=\"1\"/><w:checked w:val=\"0\"/></w:checkBox>", "[ ]")]
    [InlineData(
        "<w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"red\"/><w:listEntry w:val=\"amber\"/></w:ddList>",
        "amber")]
    public void Fields_of_old_forms_say_what_they_show(string field, string expected) =>
        Assert.Equal(
            expected, Text($"<w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData>{field}</w:ffData></w:fldChar></w:r></w:p>"));

    [Fact]
    public void A_file_put_into_the_document_is_read_where_it_stands()
    {
        const string body = "<w:p><w:r><w:t>a</w:t></w:r></w:p><w:altChunk r:id=\"c1\"/><w:p><w:r><w:t>c</w:t></w:r></w:p>";
        var relation = OfficeFiles.Relation("c1", "aFChunk", "part.html");
        Assert.Equal(
            "a\n\nb^2\n\nc", Read.Text(OfficeFiles.Docx(body, relation, ("word/part.html", "<p>b<sup>2</sup></p>")), "a.docx"));
        Assert.Contains(
            "[This part was not read: ", Read.Text(OfficeFiles.Docx(body, relation, ("word/part.html", " ")), "a.docx"),
            StringComparison.Ordinal);
    }

    private static string Text(string body) => Read.Text(OfficeFiles.Docx(body), "a.docx");
}
