using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.Server.Agent.Answers;

/// <summary>How models write the marks of passages. Thread-safe.</summary>
internal static partial class MarkSigns
{
    private const int MaxNumbers = 20;
    private const int MaxWide = 80;
    private const int MaxEscaped = 60;

    /// <summary>Whether a bracket's words are the numbers of a mark: <c>3</c>, <c>1, 2-4</c>, <c>^3</c>, <c>[3]</c>.</summary>
    public static bool IsNumbers(ReadOnlySpan<char> label) => NumbersOnly().IsMatch(label);

    /// <summary>As some models are trained to write it: 【3】 or 【3†source】.</summary>
    public static RuleOutcome Wide(TextAhead ahead, out int length, out string numbers)
    {
        ahead = ahead.Upto(MaxWide);
        var found = WideMark().Match(ahead.Text.ToString());
        (length, numbers) = (found.Length, found.Groups[1].Value);
        return found.Success ? RuleOutcome.Found
            : ahead.IsAll || ahead.Text.ContainsAny('】', '\n') ? RuleOutcome.Nothing : RuleOutcome.Unclear;
    }

    /// <summary>Whether a mark may be written as it is: nothing in it is HTML, a link or an address.</summary>
    public static bool HasOnlyWords(string mark)
    {
        foreach (var c in mark)
        {
            if (!char.IsLetterOrDigit(c) && !" \n[]【】\\†^,;–-&".Contains(c))
                return false;
        }

        return true;
    }

    /// <summary>Escaped, <c>\[3\]</c>, it still looks like a mark to a reader.</summary>
    public static RuleOutcome Escaped(TextAhead ahead, out int length, out string numbers)
    {
        ahead = ahead.Upto(MaxEscaped);
        var found = EscapedMark().Match(ahead.Text.ToString());
        (length, numbers) = (found.Length, found.Groups[1].Value);
        return found.Success ? RuleOutcome.Found
            : !ahead.IsAll && EscapedMarkBeginning().IsMatch(ahead.Text) ? RuleOutcome.Unclear : RuleOutcome.Nothing;
    }

    /// <summary>The passages that a mark names, ranges written out.</summary>
    /// <returns>Empty when it names none, or more than a mark would.</returns>
    public static IReadOnlyList<int> Numbers(string mark)
    {
        var numbers = new List<int>();
        foreach (Match match in NumberOrRange().Matches(mark))
        {
            var first = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            var last = match.Groups[2].Success ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) : first;
            if (last < first || last - first >= MaxNumbers || numbers.Count >= MaxNumbers)
                return [];
            numbers.AddRange(Enumerable.Range(first, last - first + 1));
        }

        return [.. numbers.Distinct()];
    }

    [GeneratedRegex("""^\s*(?:\^?[1-9][0-9]{0,3}(?:\s*(?:[,;–-]|and|&)\s*\^?[1-9][0-9]{0,3})*|\[\s*[1-9][0-9]{0,3}\s*\])\s*$""")]
    private static partial Regex NumbersOnly();

    [GeneratedRegex("""^【[^\S\n]*([1-9][0-9]{0,3})(?![0-9])[^】\n]{0,60}】""")]
    private static partial Regex WideMark();

    [GeneratedRegex("""^\\\[(\s*[1-9][0-9]{0,3}(?:\s*[,;–-]\s*[1-9][0-9]{0,3})*\s*)\\?\]""")]
    private static partial Regex EscapedMark();

    [GeneratedRegex("""^\\\[[\s0-9,;–-]{0,40}\\?$""")]
    private static partial Regex EscapedMarkBeginning();

    [GeneratedRegex("""([0-9]{1,4})(?:\s*[–-]\s*\^?([0-9]{1,4}))?""")]
    private static partial Regex NumberOrRange();
}
