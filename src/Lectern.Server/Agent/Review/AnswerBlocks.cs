using System.Buffers;
using System.Text.RegularExpressions;
using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Review;

/// <summary>
/// Divides an answer into the blocks that can hold sentences; headings, heads of tables, code and formulas are left out.
/// Thread-safe.
/// </summary>
internal static partial class AnswerBlocks
{
    private static readonly SearchValues<char> RuleSigns = SearchValues.Create(" \t|-:=>*_");

    public static IReadOnlyList<AnswerBlock> Of(string text)
    {
        var blocks = new List<AnswerBlock>();
        var code = new CodeLines(text);
        var (isOpen, isFormula) = (false, false);
        var lines = Lines(text).ToList();
        var lastFormula = lines.FindLastIndex(l => IsFormula(text, l));
        for (var i = 0; i < lines.Count; i++)
        {
            var (start, end) = lines[i];
            var line = text.AsSpan(start, end - start).Trim();
            var isCode = code.Read(text.AsSpan(start, end - start)) != CodeLine.None;
            var mayTurn = !isCode && IsFormula(text, lines[i]);
            if (isCode || isFormula || mayTurn)
            {
                isFormula ^= mayTurn && (isFormula || i < lastFormula);
                isOpen = false;
                continue;
            }

            var isRow = line.StartsWith("|");
            var isHead = isRow && i + 1 < lines.Count && IsRule(text, lines[i + 1]);
            var beginning = Beginning().Match(text, start, end - start);
            isOpen &= !isRow && !line.IsEmpty && beginning.Length == 0 && !IsHeading(line);
            if (line.IsEmpty || isHead || IsHeading(line) || IsRule(text, lines[i]))
                continue;
            if (isOpen)
                blocks[^1] = blocks[^1] with { End = end };
            else
                blocks.Add(new AnswerBlock(start + (isRow ? 0 : beginning.Length), end, isRow));
            isOpen = !isRow;
        }

        return blocks;
    }

    private static IEnumerable<(int Start, int End)> Lines(string text)
    {
        for (var start = 0; start <= text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            yield return (start, end);
            start = end + 1;
        }
    }

    /// <summary>Whether a line opens or closes a formula of its own lines; one that is not closed is none.</summary>
    private static bool IsFormula(string text, (int Start, int End) line) =>
        text.AsSpan(line.Start, line.End - line.Start).Trim() is "$$";

    private static bool IsHeading(ReadOnlySpan<char> line) => line.StartsWith("#")
        || (line.Length > 4 && line.StartsWith("**") && line.TrimEnd(':').EndsWith("**") && line[2..^2].IndexOfAny("*.!?") < 0);

    private static bool IsRule(string text, (int Start, int End) line) => line.End > line.Start
        && text.AsSpan(line.Start, line.End - line.Start).IndexOfAnyExcept(RuleSigns) < 0;

    /// <summary>What begins an item or a line of a quotation.</summary>
    [GeneratedRegex(@"\G[ \t]*(?:>[ \t]*)*(?:" + ListItem.Mark + @"[ \t]+)?(?<=[>.)\-*+•][ \t]*)")]
    private static partial Regex Beginning();
}
