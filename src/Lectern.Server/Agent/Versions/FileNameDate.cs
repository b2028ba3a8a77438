using System.Globalization;
using System.Text.RegularExpressions;
using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Versions;

/// <summary>The date in a file's name: 2021-05-01, 20210501, 01.05.2021, May 2021, 2021. Thread-safe.</summary>
internal static partial class FileNameDate
{
    /// <param name="name">With the folders before it, where there are some.</param>
    public static Date? Of(string name) =>
        name.Split('/', '\\').Reverse().Select(OfPart).FirstOrDefault(d => d is not null);

    private static Date? OfPart(string part) =>
        YearFirst().Match(part) is { Success: true } iso && Numbers(iso) is { } one ? one
        : YearLast().Match(part) is { Success: true } last && Numbers(last) is { } other ? other
        : YearAndMonth().Match(part) is { Success: true } month && Numbers(month) is { } third ? third
        : CalendarDate.First(Tokens.Of(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Joint().Replace(part, " "))))
            ?? OnlyYear(part);

    private static Date? Numbers(Match match)
    {
        var (year, month, day) = (
            CalendarDate.Number(match.Groups["y"])!.Value, CalendarDate.Number(match.Groups["m"]),
            CalendarDate.Number(match.Groups["d"]));

        // 05-13-2021 is American; 05-06-2021 may be either, and only its year is sure.
        if (match.Groups["s"] is { Success: true, Value: not "." } && day != month && month <= 12)
            return day <= 12 ? CalendarDate.Of(year) : CalendarDate.Of(year, month, day);
        return CalendarDate.Of(year, month, day) ?? (match.Groups["s"].Success ? CalendarDate.Of(year, day, month) : null);
    }

    /// <summary>Two years are a span.</summary>
    private static Date? OnlyYear(string part) =>
        Year().Matches(part) is { Count: 1 } years ? CalendarDate.Of(CalendarDate.Number(years[0].Groups[1])!.Value) : null;

    [GeneratedRegex(
        @"(?<![0-9])(?<y>(?:19|20)[0-9]{2})([-_. ]?)(?<m>0[1-9]|1[0-2])\1(?<d>0[1-9]|[12][0-9]|3[01])(?![0-9])")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"(?<![0-9])(?<d>[0-3]?[0-9])(?<s>[-_. ])(?<m>[0-3]?[0-9])\k<s>(?<y>(?:19|20)[0-9]{2})(?![0-9])")]
    private static partial Regex YearLast();

    [GeneratedRegex(@"(?<![0-9])(?<y>(?:19|20)[0-9]{2})[-_. ](?<m>0[1-9]|1[0-2])(?![0-9])")]
    private static partial Regex YearAndMonth();

    /// <summary>A year that is no part of a word or a number: in X2000 there is none.</summary>
    [GeneratedRegex(@"(?<![\p{L}0-9])(?:FY)?((?:19|20)[0-9]{2})(?![\p{L}0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex Year();

    [GeneratedRegex(@"[-_]+|\.(?=\p{L})")]
    private static partial Regex Joint();
}
