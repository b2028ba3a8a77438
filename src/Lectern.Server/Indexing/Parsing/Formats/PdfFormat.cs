using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.DocumentLayoutAnalysis;
using UglyToad.PdfPig.DocumentLayoutAnalysis.PageSegmenter;
using UglyToad.PdfPig.DocumentLayoutAnalysis.ReadingOrderDetector;
using UglyToad.PdfPig.DocumentLayoutAnalysis.WordExtractor;
using UglyToad.PdfPig.Exceptions;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>
/// PDF page by page: nearest-neighbour words, Docstrum blocks, and a reading order that keeps columns apart (PdfPig). A page without
/// text is noted, never dropped.
/// </summary>
internal static class PdfFormat
{
    public static void Read(byte[] content, DocumentBuilder builder, Action<int> pageDone)
    {
        using var document = Open(content);
        var count = document.NumberOfPages;
        if (count == 0)
            throw new UnreadableFileException("The PDF has no pages.");
        for (var number = 1; number <= count; number++)
        {
            builder.StartPage(number);
            Blocks(document, number, builder);
            pageDone(number);
        }
    }

    private static PdfDocument Open(byte[] content)
    {
        try
        {
            return PdfDocument.Open(content, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
        }
        catch (PdfDocumentEncryptedException)
        {
            throw new UnreadableFileException("The PDF needs a password. Save it without one and upload it again.");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new UnreadableFileException($"The PDF is damaged and cannot be opened: {FirstLine(e)}");
        }
    }

    /// <summary>One damaged page is a page without text; the others are read.</summary>
    private static void Blocks(PdfDocument document, int number, DocumentBuilder builder)
    {
        IReadOnlyList<string> blocks;
        try
        {
            blocks = Layout(document.GetPage(number));
        }
        catch (Exception e) when (e is not (OutOfMemoryException or UnreadableFileException))
        {
            Console.Error.WriteLine($"page {number}: {FirstLine(e)}");
            return;
        }

        foreach (var block in blocks)
            builder.Add(BlockKind.Paragraph, block);
    }

    private static IReadOnlyList<string> Layout(Page page)
    {
        var words = NearestNeighbourWordExtractor.Instance.GetWords(page.Letters).Where(w => !string.IsNullOrWhiteSpace(w.Text)).ToList();
        if (words.Count == 0)
            return [];
        var blocks = DocstrumBoundingBoxes.Instance.GetBlocks(words);
        var ordered = blocks.Count > 1 ? UnsupervisedReadingOrderDetector.Instance.Get(blocks) : blocks;
        return [.. ordered.Select(b => Join(b.TextLines))];
    }

    /// <summary>A block's lines as one paragraph; a word cut at a line's end is joined when what follows is lower case.</summary>
    private static string Join(IReadOnlyList<TextLine> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            var next = string.Join(' ', line.Words.Select(w => w.Text)).Trim();
            if (next.Length == 0)
                continue;
            if (text.Length > 1 && (text[^1] is '-' or '\u00AD') && char.IsLetter(text[^2]) && char.IsLower(next[0]))
                text.Length--;
            else if (text.Length > 0)
                text.Append(' ');
            text.Append(next);
        }

        return text.ToString();
    }

    private static string FirstLine(Exception e) => e.Message.Split('\n')[0].Trim();
}
