using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Indexing.Reading;

/// <summary>Outlook's messages, and office files of before 2007.</summary>
public sealed class OldFileTests
{
    [Fact]
    public void An_Outlook_message_is_read_like_a_mail()
    {
        var values = new byte[48];
        BinaryPrimitives.WriteUInt32LittleEndian(values.AsSpan(32), 0x00390040);
        BinaryPrimitives.WriteInt64LittleEndian(
            values.AsSpan(40), new DateTime(2031, 3, 4, 8, 12, 0, DateTimeKind.Utc).ToFileTimeUtc());
        var message = CompoundWriter.Write(
            ("__substg1.0_0037001F", Text("Pump order")), (
                "__substg1.0_0C1A001F", Text("Ilse Brandt")), ("__substg1.0_0C1F001F", Text("ilse@example.org")),
            ("__substg1.0_0E04001F", Text("depot")), (
                "__substg1.0_1000001F", Text("The pump leaks.\r\n\r\nSend the kit.")), ("__properties_version1.0", values),
            ("__attach_version1.0_#00000000/__substg1.0_3707001F", Text("t.csv")),
            ("__attach_version1.0_#00000000/__substg1.0_37010102", Encoding.UTF8.GetBytes("a;b\n1;2\n" + new string('x', 900))));
        Assert.StartsWith(
            "# Pump order\n\nFrom: Ilse Brandt <ilse@example.org>\nTo: depot\nDate: 2031-03-04 08:12 UTC\n\nThe pump leaks.\n\n"
            + "Send the kit.\n\n"
            + "## Attachment: t.csv\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n| xxx",
            Read.Text(message, "note.msg"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_of_a_page_is_read()
    {
        var message = CompoundWriter.Write(
            ("__substg1.0_0037001E", "Caf\u00e9"u8.ToArray()), ("__substg1.0_10130102", "<p>Now <s>49</s> 39</p>"u8.ToArray()),
            ("__substg1.0_1000001F", Text("See the page.")));
        Assert.Equal("# Café\n\nNow ~~49~~ 39", Read.Text(message, "note.msg"));
    }

    [Fact]
    public void Damaged_compound_files_end()
    {
        var whole = CompoundWriter.Write(("__substg1.0_0037001F", Text("Pump")), ("a/b", new byte[5000]));
        var random = new Random(17);
        var read = 0;
        for (var i = 0; i < 400; i++)
        {
            var damaged = whole[..random.Next(8, whole.Length + 1)];
            for (var n = random.Next(1, 12); n > 0; n--)
                damaged[random.Next(8, damaged.Length)] = (byte)random.Next(256);
            try
            {
                Read.Document(damaged, "a.msg");
                read++;
            }
            catch (UnreadableFileException e)
            {
                Assert.NotEqual("", e.Message);
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{read} of 400 damaged files were read");
        Assert.InRange(read, 1, 399);
    }

    [Fact]
    public async Task A_Word_document_of_before_2007_is_read_by_way_of_LibreOffice()
    {
        TestIsolation.NeedsLibreOffice();
        var cancellation = TestContext.Current.CancellationToken;
        Assert.SkipUnless((await TestIsolation.Shared.StateAsync(cancellation)).IsWhole, "needs isolation");
        using var parser = TestIsolation.Parser();
        var content = new MemoryStream(WordOf(@"Deposit: 10{\super 3} crowns."));
        var outcome = await parser.ParseAsync(content, "a.doc", _ => Task.CompletedTask, cancellation);
        Assert.Equal("Deposit: 10^3 crowns.", Assert.IsType<ParseOutcome.Read>(outcome).Document.Text);
    }

    [Theory]
    [InlineData("Item,Price\nPump,12\n", "csv", "xls", "Calc", "| Item | Price |\n| --- | --- |\n| Pump | 12 |")]
    [InlineData(Slide, "fodp", "ppt", "Impress", "Low tide at nine")]
    public async Task Old_sheets_and_slides_are_read_by_way_of_LibreOffice(
        string source, string from, string to, string part, string expected)
    {
        TestIsolation.NeedsLibreOffice();
        var cancellation = TestContext.Current.CancellationToken;
        Assert.SkipUnless((await TestIsolation.Shared.StateAsync(cancellation)).IsWhole, "needs isolation");
        var old = Converted(source, from, to);
        Assert.SkipWhen(old is null, $"needs LibreOffice's {part}");
        using var parser = TestIsolation.Parser();
        var outcome = await parser.ParseAsync(new MemoryStream(old), "a." + to, _ => Task.CompletedTask, cancellation);
        Assert.Contains(expected, Assert.IsType<ParseOutcome.Read>(outcome).Document.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_document_in_an_archive_gets_no_other_ones_text()
    {
        TestIsolation.NeedsLibreOffice();
        var cancellation = TestContext.Current.CancellationToken;
        Assert.SkipUnless((await TestIsolation.Shared.StateAsync(cancellation)).IsWhole, "needs isolation");
        var good = WordOf("Deposit: 10 crowns.");
        var bad = CompoundWriter.Write(("WordDocument", new byte[5000]));
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in new[] { ("good.doc", good), ("bad.doc", bad) })
            {
                await using var entry = await archive.CreateEntry(name).OpenAsync(cancellation);
                await entry.WriteAsync(bytes, cancellation);
            }
        }

        zip.Position = 0;
        using var parser = TestIsolation.Parser();
        var outcome = await parser.ParseAsync(zip, "a.zip", _ => Task.CompletedTask, cancellation);
        var text = Assert.IsType<ParseOutcome.Read>(outcome).Document.Text;
        Assert.StartsWith(
            "## File: good.doc\n\nDeposit: 10 crowns.\n\n## File: bad.doc\n\n[This file was not read:", text,
            StringComparison.Ordinal);
    }

    private const string Slide =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
          xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
          xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
          xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
          office:mimetype="application/vnd.oasis.opendocument.presentation" office:version="1.2">
          <office:body><office:presentation>
          <draw:page draw:name="one"><draw:frame svg:x="2cm" svg:y="2cm" svg:width="12cm" svg:height="3cm"><draw:text-box>
          <text:p>Low tide at nine</text:p></draw:text-box></draw:frame></draw:page></office:presentation></office:body>
          </office:document>
        """;

    private static byte[] WordOf(string text) => Converted($@"{{\rtf1\ansi {text}\par}}", "rtf", "doc")!;

    /// <returns>Null where LibreOffice lacks the part for it.</returns>
    private static byte[]? Converted(string source, string from, string to)
    {
        var folder = Directory.CreateTempSubdirectory("lectern-test-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "a." + from), source);
            ToolProcess.Run(
                ExternalTools.LibreOffice!,
                ["-env:UserInstallation=" + new Uri(Path.Combine(folder, "profile")).AbsoluteUri, "--headless", "--convert-to",
                    to, "--outdir", folder, Path.Combine(folder, "a." + from)],
                ReadOnlyMemory<byte>.Empty, output => output.ReadByte() < 0 ? folder : null, 60, 4096L * 1024 * 1024);
            var made = Path.Combine(folder, "a." + to);
            return File.Exists(made) ? File.ReadAllBytes(made) : null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Text(string text) => Encoding.Unicode.GetBytes(text);
}
