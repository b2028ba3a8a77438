using System.Globalization;
using System.Text.RegularExpressions;
using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Versions;

/// <summary>Makes dates that a calendar has. Thread-safe.</summary>
internal static partial class CalendarDate
{
    private const int FirstYear = 1900, LastYear = 2199;

    /// <returns>Null where no calendar has it.</returns>
    public static Date? Of(int year, int? month = null, int? day = null) =>
        year is < FirstYear or > LastYear || month is < 1 or > 12 || (day is not null && month is null)
            || (day is { } d && (d < 1 || d > DateTime.DaysInMonth(year, month!.Value)))
            ? null : new Date(year, month, day);

    /// <summary>The day of a moment, in UTC.</summary>
    public static Date Of(DateTimeOffset moment) =>
        new(moment.UtcDateTime.Year, moment.UtcDateTime.Month, moment.UtcDateTime.Day);

    /// <summary>A date in ISO 8601 at a text's beginning, a time may follow it: 2021, 2021-05, 2021-05-01T10:00Z.</summary>
    public static Date? FromIso(string text) => Iso().Match(text) is not { Success: true } m ? null
        : Of(Number(m.Groups[1])!.Value, Number(m.Groups[2]), Number(m.Groups[3]));

    /// <summary>The first date with a year among tokens.</summary>
    public static Date? First(IReadOnlyList<Token> tokens) => Enumerable.Range(0, tokens.Count)
        .Select(i => Full(tokens, i)).FirstOrDefault(d => d is not null);

    /// <summary>The date with a year that begins at a token.</summary>
    public static Date? Full(IReadOnlyList<Token> tokens, int at) =>
        Dates.At(tokens, at)?.Date is { Year: { } year } date ? Of(year, date.Month, date.Day) : null;

    public static int? Number(Group digits) =>
        digits.Success ? int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^\s*([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?![0-9-])")]
    private static partial Regex Iso();
}
