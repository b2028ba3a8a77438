using Lectern.Server.Indexing.Chunking;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;
using Lectern.Tests.Indexing.Pdf;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Lectern.Tests.Indexing;

/// <summary>Words, forms and margins of PDF.</summary>
public sealed class PdfTests
{
    [Fact]
    public void A_word_that_is_drawn_in_pieces_and_again_for_boldness_is_one_word()
    {
        var document = Parse(Pdf((page, font) =>
        {
            for (var i = 0; i < 4; i++)
                page.AddText("Harbour", 20, new PdfPoint(100 + (i * 0.3), 700), font);
            var letters = "master";
            var x = page.MeasureText(
                "master", 20, new PdfPoint(200, 700), font).ToDictionary(l => l.StartBaseLine.X, l => l.Value);
            Assert.Equal(letters.Length, x.Count);
            foreach (var (at, letter) in x.Reverse())
                page.AddText(letter, 20, new PdfPoint(at, 700), font);
        }));
        Assert.Equal("Harbour master", document.Text);
    }

    [Fact]
    public void What_a_form_was_filled_with_is_read_under_the_fields_names()
    {
        var document = Parse(Form(
            "/FT/Tx/T(name)/TU(Full name)/V(Ada Lovelace)",
            "/FT/Tx/T(secret)/Ff 8192/V(swordfish)",
            "/FT/Ch/T(port)/V(b)/Opt[[(a)(Bergen)][(b)(Molde)]]",
            "/FT/Btn/T(agree)/V/Yes",
            "/FT/Btn/T(later)/TU(Ask later)/V/Off",
            "/FT/Tx/T(empty)"));
        Assert.Equal("Full name: Ada Lovelace\n\nport: Molde\n\n[x] agree\n\n[ ] Ask later", document.Text);
        Assert.Equal(4, document.Boxes.Single().Decode().Count());
    }

    [Fact]
    public void A_long_value_is_read_from_the_stream_that_holds_it()
    {
        var pdf = RawPdf.Page(
            "BT /F1 12 Tf 60 700 Td (Report) Tj ET", RawPdf.Helvetica, "/Annots[6 0 R]", "/AcroForm<</Fields[6 0 R]>>",
            "<</Type/Annot/Subtype/Widget/Rect[50 500 250 600]/FT/Tx/T(remarks)/V 7 0 R>>", RawPdf.Stream(
                "The buoy was gone when we came."));
        Assert.Equal("Report\n\nremarks: The buoy was gone when we came.", Parse(pdf).Text);
    }

    [Fact]
    public void Of_the_buttons_of_a_choice_the_chosen_one_is_read()
    {
        var document = Parse(Form("/FT/Btn/Ff 32768/T(berth)/V/North/AS/North", "/FT/Btn/Ff 32768/T(berth)/V/North/AS/Off",
            "/FT/Btn/Ff 65536/T(send)"));
        Assert.Equal("berth: North", document.Text);
    }

    [Fact]
    public void Text_that_was_typed_on_a_page_and_comments_are_read()
    {
        var pdf = RawPdf.Page(
            "BT /F1 12 Tf 60 700 Td (Plan of the mole) Tj ET", RawPdf.Helvetica, "/Annots[6 0 R 7 0 R 8 0 R]", "",
            "<</Type/Annot/Subtype/FreeText/Rect[50 500 250 520]/Contents(Seen by the keeper)/DA(/F1 11 Tf)>>",
            "<</Type/Annot/Subtype/Text/Rect[50 460 70 480]/T(Ida)/Contents(Ask about the crane)>>",
            "<</Type/Annot/Subtype/FreeText/F 2/Rect[50 400 250 420]/Contents(hidden)/DA(/F1 11 Tf)>>");
        Assert.Equal("Plan of the mole\n\nSeen by the keeper\n\n[Comment by Ida: Ask about the crane]", Parse(pdf).Text);
    }

    [Fact]
    public void A_file_inside_is_read_after_the_pages_or_said_to_be_there()
    {
        var pdf = RawPdf.Page(
            "BT /F1 12 Tf 60 700 Td (See inside) Tj ET", RawPdf.Helvetica, "",
            "/Names<</EmbeddedFiles<</Names[(a.txt) 6 0 R (b.bin) 8 0 R]>>>>",
            "<</Type/Filespec/F(a.txt)/UF(a.txt)/EF<</F 7 0 R>>>>", RawPdf.Stream("The rope is tarred.", "/Type/EmbeddedFile"),
            "<</Type/Filespec/F(b.bin)/UF(b.bin)/EF<</F 9 0 R>>>>", RawPdf.Stream(
                "\0\u0001\u0002\u0003\0", "/Type/EmbeddedFile"));
        Assert.Matches(
            "^See inside\n\n## Attachment: a.txt\n\nThe rope is tarred.\n\n## Attachment: b.bin\n\n"
            + "\\[This attachment was not read: .+\\]$",
            Parse(pdf).Text);
    }

    [Fact]
    public void A_field_that_is_its_own_parent_ends()
    {
        var document = Parse(Form("/FT/Tx/T(a)/V(fine)/Parent 4 0 R"));
        Assert.Equal("a: fine", document.Text);
    }

    [Fact]
    public void Footers_that_differ_are_all_in_the_text_and_in_no_passage()
    {
        var pdf = new PdfDocumentBuilder();
        var font = pdf.AddStandard14Font(Standard14Font.Helvetica);
        for (var number = 1; number <= 5; number++)
        {
            var page = pdf.AddPage(595, 842);
            page.AddText("The harbour book", 9, new PdfPoint(50, 810), font);
            for (var line = 0; line < 12; line++)
                page.AddText(
                    $"Text of leaf {(char)('a' + number)}, line {(char)('a' + line)}, about the harbour", 12,
                    new PdfPoint(50, 600 - (line * 14)), font);
            page.AddText($"HB-{1000 + number}", 9, new PdfPoint(50, 20), font);
        }

        var document = Parse(pdf.Build());
        Assert.Equal(2, document.Text.Split("The harbour book").Length);
        Assert.All(Enumerable.Range(1, 5), n => Assert.Contains($"HB-{1000 + n}", document.Text, StringComparison.Ordinal));
        foreach (var chunk in Chunker.Split(document, TokenBudget.Estimated))
            Assert.DoesNotMatch("HB-|harbour book", document.Text.Substring(chunk.Start, chunk.Length));
    }

    private static byte[] Pdf(Action<PdfPageBuilder, PdfDocumentBuilder.AddedFont> draw)
    {
        var pdf = new PdfDocumentBuilder();
        draw(pdf.AddPage(595, 842), pdf.AddStandard14Font(Standard14Font.Helvetica));
        return pdf.Build();
    }

    /// <summary>One page with fields; the first is object 4.</summary>
    private static byte[] Form(params string[] fields)
    {
        var references = string.Join(' ', fields.Select((_, i) => $"{i + 4} 0 R"));
        string[] objects =
        [
            $"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{references}]>>>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[{references}]>>",
            .. fields.Select((f, i) => $"<</Type/Annot/Subtype/Widget/Rect[50 {700 - (i * 30)} 250 {720 - (i * 30)}]{f}>>"),
        ];
        return RawPdf.Of(objects);
    }

    private static ParsedDocument Parse(byte[] pdf) => FileFormats.Parse(pdf, "a.pdf", new ParseLimits(), _ => { }).Document;
}
