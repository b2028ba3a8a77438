namespace Lectern.Tests.Indexing.Reading;

public sealed class SlideReadingTests
{
    [Fact]
    public void Shapes_are_read_as_they_stand() => Assert.Equal(
        "one\n\ntwo\n\nthree",
        Text(OfficeFiles.Box(0, 300, Run("three")) + OfficeFiles.Box(0, 100, Run("one")) + OfficeFiles.Box(0, 200, Run("two"))));

    [Fact]
    public void Two_columns_are_read_one_after_the_other() => Assert.Equal(
        "a1\n\na2\n\nb1\n\nb2",
        Text(
            OfficeFiles.Box(500, 100, Run("b1")) + OfficeFiles.Box(0, 100, Run("a1")) + OfficeFiles.Box(500, 200, Run("b2"))
            + OfficeFiles.Box(0, 200, Run("a2"))));

    [Fact]
    public void Letters_say_how_they_look() => Assert.Equal(
        "10^6 ~~49~~",
        Text(OfficeFiles.Box(0, 0, Run("10") + Run("6", "baseline=\"30000\"") + Run(" ") + Run("49", "strike=\"sngStrike\""))));

    [Fact]
    public void A_pictures_words_are_read_and_a_slide_of_nothing_else_lacks_text()
    {
        const string picture =
            "<p:pic><p:nvPicPr><p:cNvPr id=\"9\" name=\"P\" descr=\"Sales rose\"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill/>"
            + "<p:spPr/></p:pic>";
        var document = Read.Document(OfficeFiles.Pptx(picture), "a.pptx");
        Assert.Equal("[Image: Sales rose]", document.Text);
        Assert.Equal([1], document.PagesWithoutText);
        Assert.Empty(Read.Document(OfficeFiles.Pptx(picture + OfficeFiles.Box(0, 0, Run("x"))), "a.pptx").PagesWithoutText);
    }

    [Fact]
    public void Where_the_first_form_is_empty_the_other_is_read() => Assert.Equal(
        "seen",
        Text("<mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">"
            + "<mc:Choice xmlns:v=\"urn:x\" Requires=\"v\"/><mc:Fallback>"
            + OfficeFiles.Box(0, 0, Run("seen")) + "</mc:Fallback></mc:AlternateContent>"));

    private static string Run(string text, string look = "") => $"<a:r><a:rPr {look}/><a:t>{text}</a:t></a:r>";

    private static string Text(string shapes) => Read.Text(OfficeFiles.Pptx(shapes), "a.pptx");
}
