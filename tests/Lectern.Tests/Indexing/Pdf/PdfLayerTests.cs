using Lectern.Tests.Indexing.Reading;

namespace Lectern.Tests.Indexing.Pdf;

public sealed class PdfLayerTests
{
    private const string Content =
        "BT /F1 12 Tf 50 700 Td (Seen always) Tj ET /OC /L1 BDC BT /F1 12 Tf 50 660 Td (Layer one) Tj ET EMC "
        + "/OC /L2 BDC /P BMC BT /F1 12 Tf 50 620 Td (Layer two) Tj ET EMC EMC /OC /M BDC BT /F1 12 Tf 50 580 Td (Either layer) "
        + "Tj ET EMC";

    [Theory]
    [InlineData("/OFF[7 0 R]", "Seen always Layer one Either layer")]
    [InlineData("/OFF[6 0 R 7 0 R]", "Seen always")]
    [InlineData("/BaseState/OFF/ON[7 0 R]", "Seen always Layer two Either layer")]
    [InlineData("", "Seen always Layer one Layer two Either layer")]
    public void What_a_layer_hides_is_not_read(string state, string expected)
    {
        var pdf = RawPdf.Of(
            $"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R 7 0 R]/D<<{state}>>>>>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>/Properties<</L1 6 0 "
            + "R/L2 7 0 R/M 8 0 R>>>>>>",
            RawPdf.Helvetica, RawPdf.Stream(
                Content), "<</Type/OCG/Name(One)>>", "<</Type/OCG/Name(Two)>>", "<</Type/OCMD/OCGs[6 0 R 7 0 R]>>");
        Assert.Equal(
            expected, string.Join(' ', Read.Text(pdf, "a.pdf").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    /// <summary>It failed the whole file.</summary>
    [Theory]
    [InlineData("6 0 R", "<</D")]
    [InlineData("6 0 R", "6 0 R")]
    [InlineData("<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>", "<</Type/OCG/Name 6")]
    [InlineData("<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>", "<</Type/OCG/Name 7 0 R>>")]
    [InlineData("<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>", "<</Type/OCG/Name 9 0 R>>")]
    [InlineData("99 0 R", "null")]
    public void What_is_damaged_in_what_is_said_of_layers_hides_no_page(string layers, string object6)
    {
        var pdf = RawPdf.Page(
            "BT /F1 12 Tf 50 700 Td (Seen always) Tj ET", RawPdf.Helvetica, catalog: $"/OCProperties {layers}",
            more: [object6, "<</Filter/FlateDecode/Length 4>>\nstream\nxxxx\nendstream", "null", "[9 0 R]"]);
        Assert.Equal("Seen always", Read.Text(pdf, "a.pdf"));
    }
}
