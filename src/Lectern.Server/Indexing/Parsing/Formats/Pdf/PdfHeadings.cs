namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Finds headings: short blocks in letters larger than most of the document's. The larger the letters, the higher the level.
/// </summary>
internal static class PdfHeadings
{
    private const double LargerThanText = 1.12;
    private const int MaxLines = 3;
    private const int MaxCharacters = 160;
    private const int Levels = 4;

    public static void Mark(IReadOnlyList<PageLayout> pages)
    {
        var blocks = pages.SelectMany(p => p.Blocks).Where(b => b is { Kind: BlockKind.Paragraph, FontSize: > 0 }).ToList();
        if (blocks.Count < 2)
            return;
        var body = blocks.GroupBy(b => b.FontSize).MaxBy(g => g.Sum(b => b.Text.Length))!.Key;
        var sizes = blocks.Where(b => IsHeading(b, body)).Select(b => b.FontSize).Distinct().OrderDescending().ToList();
        foreach (var page in pages)
        {
            for (var i = 0; i < page.Blocks.Count; i++)
            {
                var block = page.Blocks[i];
                if (block is { Kind: BlockKind.Paragraph, FontSize: > 0 } && IsHeading(block, body))
                    page.Blocks[i] = block with
                    {
                        Kind = BlockKind.Heading,
                        HeadingLevel = Math.Min(sizes.IndexOf(block.FontSize) + 1, Levels)
                    };
            }
        }
    }

    private static bool IsHeading(PageBlock block, double body) =>
        block.Lines <= MaxLines && block.Text.Length <= MaxCharacters && block.FontSize >= body * LargerThanText
        && block.Text.Count(char.IsLetter) >= Math.Max(2, block.Text.Length / 2);
}
