using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Lectern.Server.Indexing.Parsing;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Indexing;

/// <summary>Files that were made to break a parser, given to the real child process.</summary>
public sealed class HostileFileTests : IDisposable
{
    private readonly ParserChild parser = TestIsolation.Parser();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => parser.Dispose();

    [Fact]
    public async Task Entities_are_never_resolved()
    {
        const string doctype =
            """<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "lol"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>""";
        const string types =
            """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"""
            + """<Override PartName="/word/document.xml" """
            + """ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""";
        await FailsAsync(
            "a.docx", OtherFormatTests.Zip(("[Content_Types].xml", types), ("word/document.xml", doctype + "<x>&a;&c;</x>")),
            "entities");
        await FailsAsync("a.odt", OtherFormatTests.Zip(("content.xml", doctype + "<x>&a;</x>")), "entities");
        await FailsAsync("a.epub", OtherFormatTests.Zip(("META-INF/container.xml", doctype + "<x>&a;</x>")), "damaged");
        Assert.DoesNotContain(
            "root:", await TextAsync("a.html", Encoding.UTF8.GetBytes(doctype + "<html><body>seen &a; &c;</body></html>")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bombs_and_endless_nesting_are_refused()
    {
        await FailsAsync("bomb.docx", Entry("[Content_Types].xml", new string('x', 30_000_000)), "bomb");
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000));
        await FailsAsync("deep.odt", OtherFormatTests.Zip(("content.xml", deep)), "nests");
        await FailsAsync(
            "many.docx", OtherFormatTests.Zip([.. Enumerable.Range(0, 20_100).Select(i => ($"e{i}", ""))]), "entries");
        await FailsAsync("nested.zip", OtherFormatTests.Zip(("inner.zip", "PK\u0003\u0004")), "archive");
    }

    /// <summary>What fuzzing found: each failed with the name of an exception instead of a sentence.</summary>
    [Fact]
    public async Task A_damaged_archive_says_what_to_do()
    {
        var whole = OtherFormatTests.Zip(("mimetype", "application/epub+zip"), ("META-INF/container.xml", "<container/>"));
        var directory = whole.AsSpan().IndexOf("PK\x01\x02"u8);

        // The directory of entries is cut; the entry that is read first is compressed in a way that nobody knows.
        await FailsAsync("a.epub", [.. whole[..directory], .. whole[(directory + 40)..]], "upload it again");
        var method = whole.ToArray();
        method[whole.AsSpan().LastIndexOf("PK\x03\x04"u8) + 8] = 77;
        method[whole.AsSpan().LastIndexOf("PK\x01\x02"u8) + 10] = 77;
        await FailsAsync("a.epub", method, "upload it again");

        const string types =
            """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" """
            + """ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"""
            + """<Override PartName="/word/document.xml" """
            + """ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""";
        const string rels =
            """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"""
            + """<Relationship Id="r1" """
            + """Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" """
            + """Target="word/missing.xml"/></Relationships>""";
        await FailsAsync(
            "a.docx", OtherFormatTests.Zip(("[Content_Types].xml", types), ("_rels/.rels", rels)), "upload it again");
    }

    [Fact]
    public async Task Nesting_that_costs_nothing_is_read()
    {
        Assert.Contains(
            "deep", await TextAsync("a.html", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<div>", 200)) + "deep")),
            StringComparison.Ordinal);
        Assert.Equal("deep", await TextAsync("a.rtf", Encoding.Latin1.GetBytes(@"{\rtf1 " + new string('{', 50_000) + "deep")));
        var mail = string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\n\n", 1000)) + "Subject: deep\n\nend";
        await EndsAsync("a.eml", Encoding.ASCII.GetBytes("Subject: outer\nMIME-Version: 1.0\n" + mail));
    }

    [Theory]
    [InlineData("a.html", "<div>")]
    [InlineData("a.html", "<table><tr><td>")]
    [InlineData("a.html", "<b><p>")]
    [InlineData("a.md", "> ")]
    [InlineData("a.md", "[")]
    [InlineData("a.md", "* ")]
    [InlineData("a.md", "`a")]
    [InlineData("a.rtf", "{\\rtf1{\\*\\a")]
    [InlineData("a.csv", "\"")]
    [InlineData("a.csv", ",")]
    [InlineData("a.pdf", "%PDF-1.4 [[<<")]
    public async Task A_sign_repeated_without_end_ends_in_time(string name, string sign) =>
        await EndsAsync(name, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(sign, 100_000))));

    [Fact]
    public async Task A_very_long_line_is_read_or_refused()
    {
        var line = new StringBuilder("a,b\n");
        while (line.Length < 40_000_000)
            line.Append("some words, and more words, ");
        await EndsAsync("long.csv", Encoding.ASCII.GetBytes(line.ToString()));
        await EndsAsync("long.txt", Encoding.ASCII.GetBytes(line.ToString()));
    }

    [Fact]
    public async Task An_image_of_absurd_size_is_a_page_without_text()
    {
        // A PNG whose header claims 100,000 × 100,000 pixels.
        byte[] png = [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0, 8, 2, 0, 0, 0,
            0, 0, 0, 0];
        var read = Assert.IsType<ParseOutcome.Read>(await EndsAsync("huge.png", png));
        Assert.Equal([1], read.Document.PagesWithoutText);
        Assert.NotNull(await parser.DrawAsync(
            new MemoryStream(png), "huge.png", 1, long.MaxValue, (_, _) => Task.CompletedTask, Cancellation));
    }

    private async Task<string> TextAsync(string name, byte[] content) =>
        Assert.IsType<ParseOutcome.Read>(await EndsAsync(name, content)).Document.Text;

    private async Task FailsAsync(string name, byte[] content, string reason) => Assert.Contains(
        reason, Assert.IsType<ParseOutcome.Failed>(await EndsAsync(name, content)).Reason, StringComparison.Ordinal);

    /// <summary>Whatever comes of it, the next file is read.</summary>
    private async Task<ParseOutcome> EndsAsync(string name, byte[] content)
    {
        var watch = Stopwatch.StartNew();
        var outcome = await parser.ParseAsync(new MemoryStream(content), name, _ => Task.CompletedTask, Cancellation);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{name} took {watch.Elapsed}");
        Assert.IsType<ParseOutcome.Read>(
            await parser.ParseAsync(new MemoryStream("fine"u8.ToArray()), "next.txt", _ => Task.CompletedTask, Cancellation));
        return outcome;
    }

    private static byte[] Entry(string name, string content)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry(name, CompressionLevel.SmallestSize).Open();
            entry.Write(Encoding.ASCII.GetBytes(content));
        }

        return stream.ToArray();
    }
}
