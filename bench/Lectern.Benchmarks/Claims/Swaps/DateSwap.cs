using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>Another month, day or year.</summary>
internal sealed partial class DateSwap : ISwapKind
{
    public string Name => "date";

    public IEnumerable<(string True, string False)> Make(SourcePassage passage, Random random)
    {
        foreach (var sentence in passage.Sentences)
        {
            var text = sentence.Text;
            var parts = Parts(text).ToList();
            if (parts.Count == 0)
                continue;
            var (part, kind) = parts[random.Next(parts.Count)];
            var others = Others(passage, kind).Where(c => !text.Contains(c, StringComparison.Ordinal)).ToList();
            if (others.Count == 0 && kind == "year")
                others.Add($"{int.Parse(part.Value, CultureInfo.InvariantCulture) - random.Next(1, 30)}");
            if (others.Count == 0)
                continue;
            if (Rephrasing.Of(text, Figures.Replace(text, part, others[random.Next(others.Count)]), random) is { } pair)
                yield return pair;
        }
    }

    private static IEnumerable<string> Others(SourcePassage passage, string kind) => kind switch
    {
        "month" => MonthName.Pattern.Split('|'),
        "day" => Enumerable.Range(1, 28).Select(d => $"{d}"),
        _ => passage.Sentences.SelectMany(s => Year().Matches(s.Text)).Select(m => m.Value),
    };

    private static IEnumerable<(Match Part, string Kind)> Parts(string text) =>
        Month().Matches(text).Select(m => (m, "month"))
            .Concat(Day().Matches(text).Select(m => (m, "day")))
            .Concat(Year().Matches(text).Select(m => (m, "year")));

    [GeneratedRegex($@"\b(?:{MonthName.Pattern})\b(?=,? \d)")]
    private static partial Regex Month();

    [GeneratedRegex($@"(?<=\b(?:{MonthName.Pattern}) )\d{{1,2}}(?=, \d{{4}})|\b\d{{1,2}}(?= (?:{MonthName.Pattern})\b)")]
    private static partial Regex Day();

    /// <summary>Behind what speaks of time.</summary>
    [GeneratedRegex(
        $@"(?<=\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Ff]rom|to|of|by|[Ii]m Jahr|en|En|в|В|{MonthName.Pattern}|\d,) )"
        + @"(?:1[0-9]|20)\d\d\b(?![-–.,]\d)")]
    private static partial Regex Year();
}
