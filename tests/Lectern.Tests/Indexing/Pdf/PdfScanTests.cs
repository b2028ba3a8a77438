using System.Globalization;
using Lectern.Server.Indexing.Parsing.Tools;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Lectern.Tests.Indexing.Pdf;

/// <summary>Pages whose text is a picture, though some letters stand beside it, and pages whose letters mean nothing.</summary>
public sealed class PdfScanTests
{
    [Fact]
    public void A_scan_with_a_line_of_text_is_read_and_without_OCR_named()
    {
        Assert.SkipUnless(ExternalTools.PdfToPpm is not null, "needs pdftoppm");
        byte[]? scan = null;
        PageImages.Draw(
            new PdfSheet().Text(
                60, 700, "The winch is oiled on Mondays", 24).Text(60, 660, "by the keeper of the mole", 24).Build(), "a.pdf", 1,
            long.MaxValue, (_, jpeg) => scan = jpeg, () => { });
        using var pdf = new PdfDocumentBuilder();
        var page = pdf.AddPage(595, 842);
        page.AddJpeg(scan!, new PdfRectangle(0, 0, 595, 842));
        page.AddText(
            "Scanned with a trial version of some program", 9, new PdfPoint(60, 20),
            pdf.AddStandard14Font(Standard14Font.Helvetica));
        var document = PdfSheet.Read(pdf.Build());
        Assert.Contains("Scanned with a trial version", document.Text, StringComparison.Ordinal);
        if (Ocr.IsAvailable)
            Assert.Contains("winch is oiled on Mondays", document.Text, StringComparison.Ordinal);
        else
            Assert.Equal([1], document.PagesWithoutText);
    }

    [Fact]
    public void A_page_whose_letters_nobody_can_tell_is_named_and_no_jumble_is_kept()
    {
        var codes = string.Concat(Enumerable.Range(0, 40).Select(line => $"0 -16 Td <{Codes(line)}> Tj "));
        var pdf = RawPdf.Page(
            $"BT /F1 12 Tf 60 780 Td {codes} ET",
            $"<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Absent/FirstChar 1/LastChar "
            + $"60/Widths[{string.Join(' ', Enumerable.Repeat(550, 60))}]"
            + "/FontDescriptor<</Type/FontDescriptor/FontName/ABCDEF+Absent/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle "
            + "0/Ascent 900/Descent -200/StemV 80>>>>");
        var document = PdfSheet.Read(pdf);
        Assert.Equal([1], document.PagesWithoutText);
        Assert.Equal("", document.Text);

        static string Codes(int line) => string.Concat(Enumerable.Range(1, 36).Select(
            sign => ((((line * 7) + (sign * 5)) % 59) + 1).ToString("X2", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_page_of_numbers_is_text()
    {
        var sheet = new PdfSheet();
        for (var row = 0; row < 40; row++)
            sheet.Text(60, 780 - (row * 16), $"{row * 13}.50 EUR ({row}%), {row * 7}/{row * 3}; {row}:{row}");
        Assert.Empty(sheet.Read().PagesWithoutText);
    }
}
