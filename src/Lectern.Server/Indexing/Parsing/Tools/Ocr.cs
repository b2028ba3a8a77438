using System.Globalization;
using System.Text;
using Lectern.Server.Indexing.Parsing.Formats;
using Lectern.Server.Indexing.Parsing.Formats.Pdf;

namespace Lectern.Server.Indexing.Parsing.Tools;

/// <summary>
/// Reads the words of an image with Tesseract, whichever way the page lies. All languages that are installed are tried together.
/// </summary>
internal static class Ocr
{
    private const int MaxOutputBytes = 16 * 1024 * 1024;
    private const int CpuSeconds = 10;
    private const long MemoryBytes = 1024L * 1024 * 1024;

    /// <summary>Of 100: below it Tesseract mostly sees words where there are none.</summary>
    private const double MinConfidence = 30;

    private static readonly Lazy<string> Languages = new(FindLanguages);

    public static bool IsAvailable => ExternalTools.Tesseract is not null;

    /// <summary>The blocks of the pages of an image (a TIFF may have several), in reading order.</summary>
    /// <param name="pointsPerPixel">72 divided by the resolution.</param>
    /// <returns>By page, from 1. Empty when nothing was read.</returns>
    public static IReadOnlyList<OcrPage> Read(ReadOnlyMemory<byte> image, double pointsPerPixel)
    {
        var table = ToolProcess.Run(
            ExternalTools.Tesseract!, ["stdin", "stdout", "-l", Languages.Value, "--psm", "1", "tsv"], image,
            output => Text(output), CpuSeconds, MemoryBytes);
        return table is null ? [] : Pages(table, pointsPerPixel);
    }

    /// <summary>
    /// Sample: <c>level page_num block_num par_num line_num word_num left top width height conf text</c>, tabs between, level 1
    /// for a page, 5 for a word.
    /// </summary>
    private static List<OcrPage> Pages(string table, double scale)
    {
        var pages = new List<OcrPage>();
        var words = new List<(string Paragraph, string Line, PlacedWord Word)>();
        var (confidence, letters) = (0.0, 0);
        using var lines = new StringReader(table);
        while (lines.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            if (cells.Length < 12 || !int.TryParse(cells[0], out var level))
                continue;
            double Number(int cell) => double.TryParse(cells[cell], CultureInfo.InvariantCulture, out var value) ? value : 0;
            if (level == 1)
            {
                End();
                pages.Add(new OcrPage(Number(8) * scale, Number(9) * scale, []));
                (confidence, letters) = (0, 0);
            }
            else if (level == 5 && Number(10) >= MinConfidence)
            {
                confidence += Number(10) * cells[11].Length;
                letters += cells[11].Length;
                var word = new PlacedWord(
                    cells[11], Number(6) * scale, Number(7) * scale, Number(8) * scale, Number(9) * scale, FontSize: 0);
                words.Add(($"{cells[2]}/{cells[3]}", cells[4], word));
            }
        }

        End();
        return pages;

        void End()
        {
            if (pages.Count == 0)
                return;
            pages[^1].Blocks.AddRange(Blocks(words));
            pages[^1] = pages[^1] with { Confidence = letters == 0 ? 0 : confidence / letters, Letters = letters };
            words.Clear();
        }
    }

    private static IEnumerable<PageBlock> Blocks(IEnumerable<(string Paragraph, string Line, PlacedWord Word)> words)
    {
        foreach (var paragraph in words.GroupBy(w => w.Paragraph))
        {
            var text = new PageText(Hyphens.Unknown);
            foreach (var line in paragraph.GroupBy(w => w.Line))
                text.Line(line.Select(w => w.Word));
            if (text.Build() is { } block)
                yield return block;
        }
    }

    private static string FindLanguages()
    {
        var list = ToolProcess.Run(
            ExternalTools.Tesseract!, ["--list-langs"], ReadOnlyMemory<byte>.Empty, output => Text(
                output), CpuSeconds, MemoryBytes) ?? "";
        var names = list.Split('\n').Skip(1).Select(l => l.Trim()).Where(l => l.Length > 0 && l is not ("osd" or "equ"))
            .OrderBy(l => l != "eng").Take(4).ToList();
        return names.Count == 0 ? "eng" : string.Join('+', names);
    }

    private static string Text(Stream output) => Encoding.UTF8.GetString(Bytes(output, MaxOutputBytes));

    /// <exception cref="InvalidDataException">There is more than <paramref name="max"/>.</exception>
    internal static byte[] Bytes(Stream output, int max)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = output.Read(buffer)) > 0;)
        {
            all.Write(buffer, 0, read);
            if (all.Length > max)
                throw new InvalidDataException("The program's output is longer than allowed.");
        }

        return all.ToArray();
    }
}
