using System.Text.RegularExpressions;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>Divides a parsed text into headings, tables, lists, lines and paragraphs. Thread-safe.</summary>
internal static partial class TextBlocks
{
    private const int MaxCell = 40;

    /// <summary>A line that breaks because the page ends is about as long as the others.</summary>
    private const int WrappedLine = 60;

    public static IReadOnlyList<(int Start, int End, TextBlockKind Kind)> Of(string text)
    {
        var blocks = new List<(int Start, int End, TextBlockKind Kind)>();
        var open = new List<(int Start, int End)>();
        var code = new CodeLines(text);
        var isCode = false;
        for (var at = 0; at <= text.Length;)
        {
            var newline = at < text.Length ? text.IndexOf('\n', at) : -1;
            var end = newline < 0 ? text.Length : newline;
            var line = text.AsSpan(at, end - at);
            var look = code.Read(line);
            if (look == CodeLine.Fence || isCode != (look == CodeLine.Code))
            {
                Close(text, open, blocks, isCode);
                isCode = look == CodeLine.Code;
            }

            if (look == CodeLine.Fence)
            {
                // The fence is no text.
            }
            else if (line.IsWhiteSpace())
            {
                Close(text, open, blocks, isCode);
            }
            else
            {
                if (!isCode && open.Count > 0 && Kind(line) != Kind(text.AsSpan(open[^1].Start, open[^1].End - open[^1].Start))
                    && !(Kind(line) is null && line[0] is ' ' or '\t'))
                {
                    Close(text, open, blocks, isCode);
                }

                open.Add((at, end));
                if (Kind(line) == TextBlockKind.Heading)
                    Close(text, open, blocks, isCode);
            }

            if (newline < 0)
                break;
            at = newline + 1;
        }

        Close(text, open, blocks, isCode);
        return Cells(text, blocks);
    }

    private static TextBlockKind? Kind(ReadOnlySpan<char> line) =>
        line[0] == '#' && HeadingLine().IsMatch(line) ? TextBlockKind.Heading
        : line.TrimStart()[0] == '|' ? TextBlockKind.Table
        : ItemLine().IsMatch(line) ? TextBlockKind.Items
        : null;

    private static void Close(string text, List<(int Start, int End)> lines, List<(int, int, TextBlockKind)> blocks, bool isCode)
    {
        if (lines.Count == 0)
            return;
        var (start, end) = (lines[0].Start, lines[^1].End);
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        var kind = isCode ? TextBlockKind.Lines
            : Kind(text.AsSpan(start, lines[0].End - start)) ?? (DelimitedLines.Are(text, lines) ? TextBlockKind.Table
                : AreOwn(text, lines) ? TextBlockKind.Lines : TextBlockKind.Paragraph);
        blocks.Add((start, end, kind));
        lines.Clear();
    }

    /// <summary>Whether lines stand for themselves: none goes on in small letters, and they are no wrapped prose.</summary>
    private static bool AreOwn(string text, List<(int Start, int End)> lines)
    {
        if (lines.Count < 2)
            return false;
        var begin = lines.Count(
            l => text.AsSpan(l.Start, l.End - l.Start).TrimStart() is { Length: > 0 } line && !char.IsLower(line[0]));
        if (begin < lines.Count)
            return false;
        var isLabelled = lines.Count(l => LabelledLine().IsMatch(text[l.Start..l.End])) >= (lines.Count + 1) / 2;
        return isLabelled || lines.SkipLast(1).All(l => l.End - l.Start < WrappedLine);
    }

    /// <summary>A run of short blocks with figures among them becomes records: a name with the values behind it.</summary>
    private static IReadOnlyList<(int Start, int End, TextBlockKind Kind)> Cells(
        string text, List<(int Start, int End, TextBlockKind Kind)> blocks)
    {
        var found = new List<(int Start, int End, TextBlockKind Kind)>();
        foreach (var block in blocks)
        {
            var isFigure = block.Kind == TextBlockKind.Paragraph && block.End - block.Start <= MaxCell
                && FigureCell().IsMatch(text[block.Start..block.End]);
            if (isFigure && found.Count > 0 && found[^1].Kind is TextBlockKind.Cells)
                found[^1] = found[^1] with { End = block.End };
            else if (isFigure && found.Count > 0 && IsName(text, found[^1]))
                found[^1] = (found[^1].Start, block.End, TextBlockKind.Cells);
            else
                found.Add(block);
        }

        return found;
    }

    public static bool IsName(string text, (int Start, int End, TextBlockKind Kind) block) =>
        block.Kind == TextBlockKind.Paragraph && block.End - block.Start <= MaxCell
            && text[block.End - 1] is not ('.' or '!' or '?') && char.IsLetter(text[block.Start]);

    [GeneratedRegex(@"^#{1,6}[ \t]+\S")]
    private static partial Regex HeadingLine();

    [GeneratedRegex(@"^[ \t]*" + ListItem.Mark + @"[ \t]+\S")]
    private static partial Regex ItemLine();

    [GeneratedRegex(@"^\s*(?:[\p{L}][^:\n]{0,40}:\s|\d{4}-\d\d-\d\d|\[?\d{1,2}[:./]\d{2})")]
    private static partial Regex LabelledLine();

    [GeneratedRegex(@"^[($€£~<>≤≥+-]?\s?\d[\d.,' ]*\s?[\p{L}%°€$/²³)]{0,8}$")]
    private static partial Regex FigureCell();
}
