using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Lectern.Tests.Indexing.Reading;

/// <summary>Healthy files that were refused or taken for others, and archives.</summary>
public sealed class MisnamedTests
{
    private const string Text =
        """<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text><text:p>Open in May</text:p>"""
        + """</office:text></office:body></office:document-content>""";

    [Fact]
    public void A_text_that_mentions_a_PDF_header_is_a_text()
    {
        Assert.Equal("It begins with %PDF-1.7", Read.Text("It begins with %PDF-1.7", "a.txt"));
        Assert.Equal("%PDF-1.7 is the header", Read.Text("%PDF-1.7 is the header", "notes"));
    }

    [Fact]
    public void A_document_with_macros_declares_no_entities_where_it_matters() => Assert.Equal(
        "Open in May", Read.Text(
            OtherFormatTests.Zip(("content.xml", Text), ("Basic/script-lc.xml", "<!DOCTYPE l PUBLIC \"a\" \"b.dtd\"><l/>")),
            "a.odt"));

    [Fact]
    public void An_encrypted_document_needs_a_password() => Assert.Contains(
        "password",
        Read.Reason(
            OtherFormatTests.Zip(("content.xml", "junk"), ("META-INF/manifest.xml",
                "<m:manifest xmlns:m=\"m\"><m:file-entry m:full-path=\"content.xml\"><m:encryption-data/></m:file-entry>"
                + "</m:manifest>")),
            "a.odt"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("WordDocument", "office file of the time before 2007")]
    [InlineData("__substg1.0_0037001F", "Outlook message")]
    [InlineData("EncryptedPackage", "password")]
    public void An_old_file_is_named_for_what_it_is(string entry, string reason) => Assert.Contains(
        reason,
        Read.Reason(
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600], .. Encoding.Unicode.GetBytes(entry)],
            "a.bin"), StringComparison.Ordinal);

    [Theory]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0mif1", "HEIC")]
    [InlineData("\0\0\0\u0018ftypisom\0\0\0\0", "video")]
    [InlineData("Rar!\u001a\u0007\0\0\0\0\0\0", "RAR archive")]
    public void What_cannot_be_read_is_named(string start, string reason) =>
        Assert.Contains(reason, Read.Reason(Encoding.Latin1.GetBytes(start), "a"), StringComparison.Ordinal);

    [Fact]
    public void An_archive_is_a_folder_of_documents()
    {
        var inner = OtherFormatTests.Zip(("c.md", "# Deep"));
        var tar = Tar(("docs/a.txt", "alpha"u8.ToArray()), ("b.bin", [1, 2, 3, 0, 0, 0, 0, 9]), ("in.zip", inner));
        const string expected = "## File: docs/a.txt\n\nalpha\n\n## File: b.bin\n\n[This file was not read: ";
        Assert.StartsWith(expected, Read.Text(tar, "a.tar"), StringComparison.Ordinal);
        Assert.Contains("# Deep", Read.Text(tar, "a.tar"), StringComparison.Ordinal);
        Assert.StartsWith(expected, Read.Text(GZip(tar), "a.tgz"), StringComparison.Ordinal);
        Assert.Equal("alpha", Read.Text(GZip("alpha"u8.ToArray()), "a.txt.gz"));
    }

    [Fact]
    public void An_archive_that_holds_itself_or_unpacks_without_end_is_bounded()
    {
        var nested = OtherFormatTests.Zip(("c.md", "# Deep"));
        for (var i = 0; i < 6; i++)
            nested = Tar(("in.tar", nested));
        Assert.Contains("nested too deep", Read.Reason(nested, "a.tar"), StringComparison.Ordinal);
        Assert.Contains("bomb", Read.Reason(GZip(new byte[300_000_000]), "a.gz"), StringComparison.Ordinal);
        Assert.Contains("several times", Read.Reason(GZip(GZip([1])), "a.gz"), StringComparison.Ordinal);
    }

    private static byte[] GZip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionMode.Compress))
            zip.Write(content);
        return stream.ToArray();
    }

    private static byte[] Tar(params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, leaveOpen: true))
        {
            foreach (var (name, content) in files)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }

        return stream.ToArray();
    }
}
