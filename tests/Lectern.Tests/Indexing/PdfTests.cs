using System.Globalization;
using System.Text;
using Lectern.Server.Indexing.Chunking;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;
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
            var x = page.MeasureText("master", 20, new PdfPoint(200, 700), font).ToDictionary(l => l.StartBaseLine.X, l => l.Value);
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
            "/FT/Tx/T(empty)"));
        Assert.Equal("Full name: Ada Lovelace\n\nport: Molde", document.Text);
        Assert.Equal(2, document.Boxes.Single().Decode().Count());
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
                page.AddText($"Text of leaf {(char)('a' + number)}, line {(char)('a' + line)}, about the harbour", 12, new PdfPoint(50, 600 - (line * 14)), font);
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
        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            offsets.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            pdf.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {objects.Length + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF");
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }

    private static ParsedDocument Parse(byte[] pdf) => FileFormats.Parse(pdf, "a.pdf", new ParseLimits(), _ => { }).Document;
}
