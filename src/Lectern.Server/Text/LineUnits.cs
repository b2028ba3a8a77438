using System.Buffers;

namespace Lectern.Server.Text;

/// <summary>
/// Tells whether each line of a text says something of its own, as in logs, lists and records, or whether lines only wrap.
/// </summary>
internal static class LineUnits
{
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t:=,;|");

    private const int SampleLines = 400;
    private const int FewestLines = 3;
    private const double FewGoOn = 0.1;

    /// <summary>Where blank lines part paragraphs, those are the units.</summary>
    private const double MostBlank = 0.3;
    private const double MostAlike = 0.8;
    private const double ShortLine = 0.7;
    private const double ManyShort = 0.3;

    /// <summary>A line this long is no wrapped one.</summary>
    private const int Unwrapped = 160;

    public static bool Are(string text)
    {
        var (lines, blank) = Sample(text);
        if (lines.Count < FewestLines || blank > lines.Count * MostBlank || lines.Count(l => IsMarked(l[0])) * 2 >= lines.Count)
            return false;
        var (goesOn, ended, longest) = (0, 0, 0);
        if (lines.GroupBy(FirstWord).Max(g => g.Count()) >= lines.Count * MostAlike)
            return true;
        var starts = new Dictionary<char, int>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            longest = Math.Max(longest, line.Length);
            goesOn += i > 0 && GoesOn(lines[i - 1], line) ? 1 : 0;
            ended += IsEnd(line[^1]) ? 1 : 0;
            starts[Start(line[0])] = starts.GetValueOrDefault(Start(line[0])) + 1;
        }

        if (goesOn > (lines.Count - 1) * FewGoOn)
            return false;
        var others = lines.Count - 1;
        return longest > Unwrapped || ended >= lines.Count * MostAlike
            || lines.Take(others).Count(l => l.Length < longest * ShortLine) >= others * ManyShort
            || starts.Where(s => s.Key != 'a').Select(s => s.Value).DefaultIfEmpty(0).Max() >= lines.Count * MostAlike;
    }

    private static (List<string> Lines, int Blank) Sample(string text)
    {
        var (lines, blank) = (new List<string>(), 0);
        using var reader = new StringReader(text);
        while (lines.Count < SampleLines && blank < SampleLines && reader.ReadLine() is { } line)
        {
            if (line.Trim() is { Length: > 0 } content)
                lines.Add(content);
            else
                blank++;
        }

        return (lines, blank);
    }

    /// <summary>Lines that Markdown marks are told apart by their marks.</summary>
    private static bool IsMarked(char first) => first is '-' or '*' or '•' or '#' or '|' or '>';

    private static bool GoesOn(string before, string line) =>
        !IsEnd(before[^1])
        && (before[^1] is ',' or '-' ? char.IsLetter(line[0]) : char.IsLower(line[0]) || IsUncased(before[^1], line[0]));

    /// <summary>Scripts without capitals: a line that does not end a sentence goes on.</summary>
    private static bool IsUncased(char last, char first) =>
        char.GetUnicodeCategory(last) == System.Globalization.UnicodeCategory.OtherLetter
        && char.GetUnicodeCategory(first) == System.Globalization.UnicodeCategory.OtherLetter;

    private static bool IsEnd(char c) =>
        c is '.' or '!' or '?' or ':' or ';' or '…' or '。' or '！' or '？' or '}' or ']' or ')' or '|' or '"' or '”' or '>';

    /// <summary>Of records each begins with the same name.</summary>
    private static string FirstWord(string line)
    {
        var end = line.AsSpan().IndexOfAny(WordEnds);
        return end <= 0 ? line : line[..end];
    }

    /// <summary>What a line begins with; letters are all alike.</summary>
    private static char Start(char c) => char.IsLetter(c) ? 'a' : char.IsDigit(c) ? '0' : c;
}
