using System.Text;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;

namespace Lectern.Tests.Indexing.Reading;

/// <summary>Where there is no room for more text, no more of the file is read; and parts named often are read once.</summary>
public sealed class FullFileTests
{
    private static readonly string Words = string.Concat(Enumerable.Repeat("word ", 100));

    public static TheoryData<string, int> Kinds => new()
    {
        { "a.epub", 3 }, { "a.zip", 6 }, { "a.docx", 3 }, { "a.xlsx", 9 }, { "a.pptx", 3 }, { "a.odp", 3 }, { "a.json", 3 },
        { "a.eml", 6 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_is_read_beyond_what_is_kept(string name, int mostSigns)
    {
        var signs = 0;
        var document = FileFormats.Parse(
            Content(name), name, new ParseLimits { MaxCharacters = 1000 }, _ => signs++).Document;
        Assert.Contains("Only the beginning", Assert.Single(document.Notes), StringComparison.Ordinal);
        Assert.InRange(signs, 0, mostSigns);
    }

    [Fact]
    public void A_chapter_that_a_book_names_often_is_read_once() => Assert.Equal(
        "# Tides\n\nword",
        Read.Text(Book([("a.xhtml", "<p>word</p>")], ["a.xhtml", "a.xhtml#b", "./a.xhtml", "a.xhtml"]), "a.epub"));

    private static byte[] Content(string name) => Path.GetExtension(name) switch
    {
        ".epub" => Book(
            [.. Enumerable.Range(0, 50).Select(i => ($"{i}.xhtml", $"<p>{Words}</p>"))],
            [.. Enumerable.Range(0, 50).Select(i => $"{i}.xhtml")]),
        ".zip" => OtherFormatTests.Zip([.. Enumerable.Range(0, 50).Select(i => ($"{i}.txt", Words))]),
        ".docx" => OfficeFiles.Docx(string.Concat(Enumerable.Repeat($"<w:p><w:r><w:t>{Words}</w:t></w:r></w:p>", 4000))),
        ".xlsx" => OfficeFiles.Xlsx($"<sheetData>{string.Concat(Enumerable.Range(1, 20_000).Select(Row))}</sheetData>"),
        ".pptx" => OfficeFiles.Pptx(OfficeFiles.Box(1, 1, $"<a:r><a:t>{Words}{Words}{Words}</a:t></a:r>")),
        ".odp" => OfficeFiles.OpenDocument(
            $"<office:presentation>{string.Concat(Enumerable.Repeat($"<draw:page><text:p>{Words}</text:p></draw:page>", 50))}"
            + "</office:presentation>"),
        ".json" => Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat($"[\"{Words}{Words}\"]", 20_000))}]"),
        _ => Encoding.UTF8.GetBytes(Mail()),
    };

    private static string Row(int row) => $"<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c><c r=\"B{row}\"><v>1</v></c></row>";

    private static string Mail()
    {
        var zip = Convert.ToBase64String(OtherFormatTests.Zip(("a.txt", Words)));
        var part = "--b\nContent-Type: application/zip; name=a.zip\nContent-Disposition: attachment; filename=a.zip\n"
            + $"Content-Transfer-Encoding: base64\n\n{zip}\n";
        return "Subject: Pump\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
            + $"{string.Concat(Enumerable.Repeat(part, 50))}--b--\n";
    }

    private static byte[] Book((string Name, string Body)[] chapters, string[] spine) => OtherFormatTests.Zip(
    [
        ("META-INF/container.xml", """<container><rootfiles><rootfile full-path="OPS/p.opf"/></rootfiles></container>"""),
        ("OPS/p.opf",
            "<package><metadata><title>Tides</title></metadata><manifest>"
            + string.Concat(spine.Select((s, i) => $"<item id=\"i{i}\" href=\"{s}\"/>")) + "</manifest><spine>"
            + string.Concat(spine.Select((_, i) => $"<itemref idref=\"i{i}\"/>")) + "</spine></package>"),
        .. chapters.Select(c => ("OPS/" + c.Name, $"<html><body>{c.Body}</body></html>")),
    ]);
}
