using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Finds headers and footers: short blocks near a page's top or bottom edge that stand at the same height on many pages and say
/// the very same, or the same but for the page's own number. They are marked; of those that say the very same the first stays,
/// and the others leave the text. What differs in any other number, as the headers of bills do, is text like any other.
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
        var candidates = pages.SelectMany(p => Candidates(p).Select(b => new Candidate(p, b, Numbers().Replace(b.Text, "#"))))
            .GroupBy(c => (c.Wording, Math.Round(c.Block.Top / HeightTolerance)))
            .Where(g => g.Select(c => c.Page.Number).Distinct().Count() >= MinPages);
        foreach (var group in candidates.ToList())
        {
            var repeated = group.GroupBy(c => c.Block.Text, StringComparer.Ordinal).Where(
                g => g.Count() >= MinPages).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
            var counted = Counted([.. group.OrderBy(c => c.Page.Number)]);
            var said = new HashSet<string>(StringComparer.Ordinal);
            foreach (var candidate in group.OrderBy(c => c.Page.Number))
            {
                var (page, block) = (candidate.Page, candidate.Block);
                if (!repeated.Contains(block.Text) && !counted.Contains(candidate))
                    continue;
                var at = page.Blocks.IndexOf(block);
                if (said.Add(block.Text))
                    page.Blocks[at] = block with { Kind = BlockKind.Margin };
                else if (page.Blocks.Count > 1)
                    page.Blocks.RemoveAt(at);
            }
        }
    }

    private static IEnumerable<PageBlock> Candidates(PageLayout page) => page.Blocks.Where(b =>
        b.Kind != BlockKind.Table && b.Lines <= MaxLines && b.Text.Length <= MaxCharacters
        && (b.Bottom < page.Height * EdgeShare || b.Top > page.Height * (1 - EdgeShare)));

    /// <summary>
    /// Those in which one number rises with the page, and every other number is that of a neighbour that is counted too.
    /// </summary>
    private static HashSet<Candidate> Counted(List<Candidate> candidates)
    {
        var counted = new HashSet<Candidate>();
        for (var i = 1; i < candidates.Count; i++)
        {
            var (before, candidate) = (candidates[i - 1], candidates[i]);
            if (!IsNextOf(candidate, before))
                continue;
            counted.Add(before);
            counted.Add(candidate);
        }

        // Two of many that follow each other by chance count nothing.
        return counted.Count >= MinPages ? counted : [];
    }

    private static bool IsNextOf(Candidate candidate, Candidate before)
    {
        var (numbers, previous) = (NumbersOf(candidate.Block.Text), NumbersOf(before.Block.Text));
        var pages = candidate.Page.Number - before.Page.Number;
        var rises = 0;
        for (var i = 0; i < numbers.Count; i++)
        {
            if (numbers[i] is not { } number || previous[i] is not { } last)
                return false;
            if (number - last == pages)
                rises++;
            else if (number != last)
                return false;
        }

        return rises == 1;
    }

    private static List<long?> NumbersOf(string text) => [.. Numbers().Matches(text).Select(m => Value(m.Value))];

    private static long? Value(string number) =>
        char.IsDigit(
            number[0]) ? long.TryParse(number, CultureInfo.InvariantCulture, out var value) ? value : null : Roman(number);

    private static long Roman(string number)
    {
        var sum = 0L;
        for (var i = 0; i < number.Length; i++)
        {
            var value = Digit(number[i]);
            sum += i + 1 < number.Length && Digit(number[i + 1]) > value ? -value : value;
        }

        return sum;
    }

    private static int Digit(char c) => c switch { 'i' => 1, 'v' => 5, 'x' => 10, 'l' => 50, _ => 100 };

    [GeneratedRegex("[0-9]+|\\b[ivxlc]+\\b", RegexOptions.None, 1000)]
    private static partial Regex Numbers();

    private sealed record Candidate(PageLayout Page, PageBlock Block, string Wording);
}
