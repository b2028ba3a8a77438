using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// PDF page by page (PdfPig): words, blocks and a reading order that keeps columns apart, boxes of the words, headings by the
/// size of their letters, headers and footers that pages repeat. A page without text is noted, never dropped.
/// </summary>
internal static class PdfFormat
{
    /// <summary>Below this a second reader costs more than it saves.</summary>
    private const int PagesForTwoReaders = 6;

    public static void Read(byte[] content, FormatContext context)
    {
        var (builder, pageDone) = (context.Builder, context.Sign);
        var laid = Layouts(content, builder.Limits, pageDone, out var hasFiles);
        var hyphens = new Hyphens();
        hyphens.Learn(laid);
        var pages = Array.ConvertAll(laid, p => p.Build(hyphens));
        PdfOcr.Fill(content, pages, builder.Limits, () => pageDone(pages.Length));
        PdfMargins.Mark(pages);
        PdfHeadings.Mark(pages);
        TableContinuation.RepeatHeads(pages);
        foreach (var page in pages)
        {
            builder.StartPage(page.Number, page.Width, page.Height, page.LacksText);
            foreach (var block in page.Blocks)
                Add(block, builder);
        }

        if (!hasFiles)
            return;
        using var document = Open(content);
        PdfAttachments.Read(document, context);
    }

    private static void Add(PageBlock block, DocumentBuilder builder)
    {
        var mark = block.Kind == BlockKind.Heading ? new string('#', block.HeadingLevel) + " " : "";
        builder.Add(
            block.Kind, mark + block.Text, block.HeadingLevel,
            places: mark.Length == 0 ? block.Places : [.. block.Places.Select(p => p with { Start = p.Start + mark.Length })]);
    }

    /// <summary>
    /// Reads the pages on both cores of a small machine: PdfPig's documents are for one thread, so each thread has its own.
    /// </summary>
    private static PageParts[] Layouts(byte[] content, ParseLimits limits, Action<int> pageDone, out bool hasFiles)
    {
        PdfDocument? first = Open(content);
        try
        {
            var count = first.NumberOfPages;
            var hasForm = PdfForm.IsIn(first);
            var layers = Layers(first);
            hasFiles = PdfAttachments.AreIn(first);
            if (count == 0)
                throw new UnreadableFileException("The PDF has no pages.");
            if (count > limits.MaxPages)
                throw new UnreadableFileException($"The file has more than {limits.MaxPages:N0} pages.");
            var readers = new PageReaders<PageParts>(
                count, count >= PagesForTwoReaders ? 2 : 1, limits.PageTime, () => Reader(hasForm, layers), pageDone);
            return [.. readers.Read().Select((page, i) => page ?? new PageParts(i + 1, 0, 0, []))];
        }
        finally
        {
            Interlocked.Exchange(ref first, null)?.Dispose();
        }

        (IDisposable Owned, Func<int, PageParts> Read) Reader(bool hasForm, PdfLayers layers)
        {
            var reader = Interlocked.Exchange(ref first, null) ?? Open(content);
            return (reader, number => Layout(reader, number, hasForm, layers));
        }
    }

    /// <summary>Where what is said of layers is damaged, all are read.</summary>
    private static PdfLayers Layers(PdfDocument document)
    {
        try
        {
            return PdfLayers.Of(document);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or UnreadableFileException))
        {
            Console.Error.WriteLine($"layers: {FirstLine(e)}");
            return new PdfLayers();
        }
    }

    /// <summary>One damaged page is a page without text; the others are read.</summary>
    private static PageParts Layout(PdfDocument document, int number, bool hasForm, PdfLayers layers)
    {
        try
        {
            var page = document.GetPage(number);
            var layout = PdfLayout.Of(page, layers.Shown(document, page));
            layout.Added.AddRange(PdfNotes.Of(document, page));
            if (hasForm)
                layout.Added.AddRange(PdfForm.Fields(document, page));
            return layout;
        }
        catch (Exception e) when (e is not (OutOfMemoryException or UnreadableFileException))
        {
            Console.Error.WriteLine($"page {number}: {FirstLine(e)}");
            return new PageParts(number, 0, 0, []);
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

    private static string FirstLine(Exception e) => e.Message.Split('\n')[0].Trim();
}
