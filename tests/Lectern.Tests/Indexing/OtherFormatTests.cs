using System.IO.Compression;
using System.Text;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;

namespace Lectern.Tests.Indexing;

/// <summary>CSV, mail, EPUB, OpenDocument, RTF.</summary>
public sealed class OtherFormatTests
{
    [Theory]
    [InlineData(
        "a.csv", "port,depth\nBergen,\"12,5\"\n\"Old \"\"quay\"\"\",3\n",
        "| port | depth |\n| --- | --- |\n| Bergen | 12,5 |\n| Old \"quay\" | 3 |")]
    [InlineData("a.csv", "port;depth\nBergen;12,5\n", "| port | depth |\n| --- | --- |\n| Bergen | 12,5 |")]
    [InlineData("a.tsv", "port\tdepth\nBergen\t\"a\nb\"\n", "| port | depth |\n| --- | --- |\n| Bergen | a b |")]
    [InlineData("a.csv", "a,\"never closed\nb,c", "| a | \"never closed |\n| --- | --- |\n| b | c |")]
    public void Delimited_text_is_a_table(string name, string content, string expected) =>
        Assert.Equal(expected, Parse(Encoding.UTF8.GetBytes(content), name).Text);

    [Fact]
    public void A_mail_names_its_people_and_reads_its_attachments()
    {
        const string mail = """
            From: Ada <ada@example.org>
            To: Ben <ben@example.org>
            Subject: =?utf-8?q?The_caf=C3=A9?=
            Date: Tue, 03 Feb 2026 10:00:00 +0100
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="B"

            --B
            Content-Type: text/html; charset=utf-8

            <p>See the <b>table</b>.</p>
            --B
            Content-Type: text/csv; name="t.csv"
            Content-Disposition: attachment; filename="t.csv"
            Content-Transfer-Encoding: base64

            YSxiCjEsMgo=
            --B
            Content-Type: application/octet-stream; name="x.bin"
            Content-Disposition: attachment; filename="x.bin"
            Content-Transfer-Encoding: base64

            AAECAwQFBgcICQ==
            --B--
            """;
        var text = Parse(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")), "a.eml").Text;
        Assert.StartsWith(
            "# The café\n\nFrom: \"Ada\" <ada@example.org>\nTo: \"Ben\" <ben@example.org>\nDate: 2026-02-03 10:00 +01:00\n\n"
            + "See the table.\n\n"
            + "## Attachment: t.csv\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n## Attachment: x.bin\n\n"
            + "[This attachment was not read: ",
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_book_is_read_in_the_order_of_its_spine()
    {
        var book = Zip(
            ("META-INF/container.xml", """<container><rootfiles><rootfile full-path="OPS/p.opf"/></rootfiles></container>"""),
            ("OPS/p.opf",
                """<package><metadata><title>Tides</title></metadata><manifest><item id="b" href="b%20.xhtml"/>"""
                + """<item id="a" href="../a.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/>"""
                + """<itemref idref="gone"/></spine></package>"""),
            ("OPS/b .xhtml", "<html><head><title>x</title></head><body><h2>Ebb</h2><p>low</p></body></html>"),
            ("a.xhtml", "<html><body><h2>Flood</h2><p>high</p></body></html>"));
        Assert.Equal("# Tides\n\n## Flood\n\nhigh\n\n## Ebb\n\nlow", Parse(book, "a.epub").Text);
    }

    [Fact]
    public void An_OpenDocument_text_keeps_its_structure()
    {
        const string content = """
            <office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b"><office:body><office:text>
            <text:h text:outline-level="2">Quay</text:h><text:p>One<text:s/>two<text:note>
            <text:note-citation>1</text:note-citation><text:note-body><text:p>aside</text:p></text:note-body>
            </text:note></text:p>
            <text:list><text:list-item><text:p>a</text:p>
            <text:list><text:list-item><text:p>b</text:p></text:list-item></text:list></text:list-item></text:list>
            <table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>h</text:p>
            </table:table-cell><table:covered-table-cell/></table:table-row>
            <table:table-row><table:table-cell><text:p>1</text:p><text:p>2</text:p></table:table-cell>
            <table:table-cell/></table:table-row></table:table>
            <text:p>x<text:soft-page-break/>y</text:p><text:p>z</text:p></office:text></office:body></office:document-content>
            """;
        var document = Parse(Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content)), "a.odt");
        Assert.Equal(
            "## Quay\n\nOne two[^1]\n\n[^1]: aside\n\n- a\n  - b\n\n| h | h |\n| --- | --- |\n| 1 2 | |\n\nxy\n\nz",
            document.Text);
        Assert.Equal(2, document.Blocks[^1].Page);
    }

    [Theory]
    [InlineData(@"{\rtf1\ansi\ansicpg1252 Caf\'e9 \u8364?5\par {\b bold} text\par}", "Café €5\n\nbold text")]
    [InlineData(
        @"{\rtf1{\fonttbl{\f0\fcharset204 A;}{\f1\fcharset128 B;}}\f0 \'cf\'ee\'f0\'f2\par\f1\'93\'8c\'8b\'9e\par}",
        "Порт\n\n東京")]
    [InlineData(@"{\rtf1{\*\generator x;}{\info{\title hidden}}{\pict ffd8ffe0}seen{\*\unknown gone}\par}", "seen")]
    [InlineData(
        @"{\rtf1\trowd\intbl a\cell b\cell\row\trowd\intbl 1\cell 2\cell\row\pard after\par}",
        "| a | b |\n| --- | --- |\n| 1 | 2 |\n\nafter")]
    [InlineData(
        @"{\rtf1\pard\outlinelevel0 Title\par\pard{\listtext\'b7\tab}item\par{\listtext 2.\tab}next{\footnote note}\par}",
        "# Title\n\n- item\n2. next\n\n[Note: note]")]
    public void RTF_is_read(string rtf, string expected) =>
        Assert.Equal(expected, Parse(Encoding.Latin1.GetBytes(rtf), "a.rtf").Text);

    private static ParsedDocument Parse(byte[] content, string name) =>
        FileFormats.Parse(content, name, new ParseLimits(), _ => { }).Document;

    internal static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }
}
