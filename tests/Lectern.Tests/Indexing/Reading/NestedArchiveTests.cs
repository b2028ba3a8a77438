using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;
using Lectern.Tests.Indexing.Sharing;

namespace Lectern.Tests.Indexing.Reading;

/// <summary>What of an archive is read counts together with what is read of the archives inside of it.</summary>
public sealed partial class NestedArchiveTests
{
    [Fact]
    public void Files_of_archives_in_an_archive_count_together()
    {
        var inner = Zip(Enumerable.Range(0, 200).Select(i => ($"{i}.txt", Encoding.ASCII.GetBytes($"berth {i}"))));
        var text = Read.Text(Zip(Enumerable.Range(0, 10).Select(i => ($"{i}.zip", inner))), "a.zip");
        Assert.InRange(Berth().Count(text), 490, 500);
        Assert.Contains("[Only the first 500 files of the archive were read.]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_of_archives_in_an_archive_count_together()
    {
        var noise = new byte[16 * 1024];
        new Random(7).NextBytes(noise);
        byte[] content = [.. Enumerable.Repeat(noise, 30 * 64).SelectMany(n => n)];
        var inner = Zip(Enumerable.Range(0, 8).Select(i => ($"{i}.bin", content)).Append(("a.txt", "berth"u8.ToArray())));
        var text = Read.Text(Zip(Enumerable.Range(0, 4).Select(i => ($"{i}.zip", inner))), "a.zip");
        Assert.Equal(1, text.Split("File: a.txt").Length - 1);
        Assert.Contains("[Only the first 400 MiB of the archive were read.]", text, StringComparison.Ordinal);
    }

    /// <summary>Or a scan in it is not read again when OCR is installed.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_archive_knows_of_pages_without_text_inside(int depth)
    {
        var file = ("a.pdf", Textless.Pdf(1));
        for (var i = 0; i < depth; i++)
            file = ("a.zip", Zip([file, ("a.txt", "berth"u8.ToArray())]));
        var limits = new ParseLimits { Ocr = new OcrGrant(_ => 0) };
        var (document, _) = FileFormats.Parse(file.Item2, file.Item1, limits, _ => { });
        Assert.True(document.LacksTextInside);
        Assert.False(Read.Document(Zip([("a.txt", "berth"u8.ToArray())]), "a.zip").LacksTextInside);
    }

    private static byte[] Zip(IEnumerable<(string Name, byte[] Content)> files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    [GeneratedRegex("^berth ", RegexOptions.Multiline, 1000)]
    private static partial Regex Berth();
}
