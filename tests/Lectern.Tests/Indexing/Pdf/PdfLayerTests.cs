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
}
