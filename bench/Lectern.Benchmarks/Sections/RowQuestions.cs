using Lectern.Benchmarks.Claims.Swaps;
using Lectern.Server.Agent.Citations;
using Lectern.Server.Indexing.Parsing;

namespace Lectern.Benchmarks.Sections;

/// <summary>
/// Asks for a cell of a table by what its row and its column are called; the cell's figure stands in the document once.
/// </summary>
internal static class RowQuestions
{
    private const int MinFigure = 3;
    private const int LongestWord = 16;

    public static IEnumerable<SectionQuestion> Of(SectionDocument document)
    {
        var text = NormalText.Of(document.Parsed.Text);
        var rows = document.Parsed.Blocks.Where(b => b.Kind == BlockKind.Table)
            .SelectMany(b => SourceTable.Rows(document.Parsed.Text.Substring(b.Start, b.Length))).Select(r => r.Row);
        foreach (var row in rows.GroupBy(r => r.Key).Where(g => g.Count() == 1 && IsSaid(g.Key)).Select(g => g.First()))
        {
            foreach (var cell in row.Cells.GroupBy(c => c.Head).Where(g => g.Count() == 1).Select(g => g.First()))
            {
                var isAsked = cell.Label.Length == 0 || IsSaid(cell.Label);
                if (isAsked && cell.Value.Count(char.IsDigit) >= MinFigure && IsThereOnce(text, cell.Value))
                    yield return new SectionQuestion("row", document.Name, Question(row, cell), cell.Value);
            }
        }
    }

    /// <summary>A name that a person would say: words, not identifiers.</summary>
    private static bool IsSaid(string name)
    {
        var words = name.Split([' ', '/', ',', '(', ')', '&', '–'], StringSplitOptions.RemoveEmptyEntries);
        return words.Any(w => w.Count(char.IsLower) >= 3)
            && words.All(w => w.Length <= LongestWord && (w.All(char.IsDigit) || w.All(IsOfWord)));
    }

    private static bool IsOfWord(char c) => char.IsLetter(c) || c is '-' or '\'' or '’';

    private static string Question(SourceRow row, SourceCell cell) => (cell.Label, cell.Year) switch
    {
        ({ Length: > 0 } label, null) => $"What is the {label} of {row.Key}?",
        ({ Length: > 0 } label, var year) => $"What was the {label} of {row.Key} in {year}?",
        var (_, year) => $"What was {row.Key} in {year}?",
    };

    private static bool IsThereOnce(NormalText text, string value) =>
        NormalText.Words(value) is { Length: > 0 } words && text.Find(words) is { } place && text.Find(words, place.End) is null;
}
