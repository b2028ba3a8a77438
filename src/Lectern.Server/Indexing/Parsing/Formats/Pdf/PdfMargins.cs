using System.Text.RegularExpressions;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Finds headers and footers: short blocks near a page's top or bottom edge that stand at the same height on many pages and say the
/// same but for numbers. They are marked; of those that say the very same the first stays, and the others leave the text.
/// </summary>
internal static partial class PdfMargins
{
    private const double EdgeShare = 0.13;
    private const int MaxCharacters = 200;
    private const int MaxLines = 3;
    private const int MinPages = 3;

    private const double HeightTolerance = 6;

    public static void Mark(IReadOnlyList<PageLayout> pages)
    {
        var candidates = pages.SelectMany(p => Candidates(p).Select(b => (Page: p, Block: b)))
            .GroupBy(c => (Digits().Replace(c.Block.Text, "#"), Math.Round(c.Block.Top / HeightTolerance)))
            .Where(g => g.Select(c => c.Page.Number).Distinct().Count() >= MinPages);
        foreach (var group in candidates.ToList())
        {
            var said = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (page, block) in group.OrderBy(c => c.Page.Number))
            {
                var at = page.Blocks.IndexOf(block);
                if (said.Add(block.Text))
                    page.Blocks[at] = block with { Kind = BlockKind.Margin };
                else if (page.Blocks.Count > 1)
                    page.Blocks.RemoveAt(at);
            }
        }
    }

    private static IEnumerable<PageBlock> Candidates(PageLayout page) => page.Blocks.Where(b =>
        b.Lines <= MaxLines && b.Text.Length <= MaxCharacters
        && (b.Bottom < page.Height * EdgeShare || b.Top > page.Height * (1 - EdgeShare)));

    [GeneratedRegex("[0-9]+|\\b[ivxlc]+\\b", RegexOptions.None, 1000)]
    private static partial Regex Digits();
}
