namespace Lectern.Tests.Indexing.Reading;

public sealed class EpubReadingTests
{
    private const string Container = """<container><rootfiles><rootfile full-path="OPS/p.opf"/></rootfiles></container>""";

    private const string Package = """
        <package><metadata><title>Tides</title></metadata>
        <manifest><item id="a" href="a.xhtml"/><item id="b" href="b.xhtml"/></manifest>
        <spine><itemref idref="a"/><itemref idref="b"/></spine></package>
        """;

    private const string First = "<html><head><title/></head><body><h2>Flood</h2></body></html>";

    [Fact]
    public void A_chapter_with_closed_elements_is_read_whole() => Assert.Equal(
        "# Tides\n\n## Flood\n\nEbb\n\nlow",
        Read.Text(
            Book(
                First,
                "<html><head><script src=\"s.js\"/><title/></head><body><div>Ebb<a id=\"n\"/></div><p/><p>low</p></body></html>"),
            "a.epub"));

    [Fact]
    public void A_book_that_is_encrypted_says_so() =>
        Assert.Contains(
            "encrypted (DRM)", Read.Reason(Book("junk", "junk", Locked("OPS/a.xhtml"), Locked("OPS/b.xhtml")), "a.epub"),
            StringComparison.Ordinal);

    [Fact]
    public void A_chapter_that_is_encrypted_or_gone_is_named()
    {
        Assert.Equal(
            "# Tides\n\n## Flood\n\n[The chapter OPS/b.xhtml was not read: it is encrypted.]", Read.Text(
                Book(First, "junk", Locked("OPS/b.xhtml")), "a.epub"));
        Assert.EndsWith(
            "[The chapter OPS/b.xhtml was not read: the book does not hold it.]", Read.Text(Book(First, null), "a.epub"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Scrambled_fonts_lock_no_book() => Assert.StartsWith(
        "# Tides\n\n## Flood", Read.Text(
            Book(First, First, Locked("OPS/a.xhtml", "http://www.idpf.org/2008/embedding")),
            "a.epub"), StringComparison.Ordinal);

    private static string Locked(string name, string method = "http://www.w3.org/2001/04/xmlenc#aes128-cbc") =>
        $"<EncryptedData><EncryptionMethod Algorithm=\"{method}\"/><CipherData><CipherReference URI=\"{name}\"/></CipherData>"
        + $"</EncryptedData>";

    private static byte[] Book(string a, string? b, params string[] locked)
    {
        List<(string, string)> entries = [("META-INF/container.xml", Container), ("OPS/p.opf", Package), ("OPS/a.xhtml", a)];
        if (b is not null)
            entries.Add(("OPS/b.xhtml", b));
        if (locked.Length > 0)
            entries.Add(("META-INF/encryption.xml", $"<encryption>{string.Concat(locked)}</encryption>"));
        return OtherFormatTests.Zip([.. entries]);
    }
}
