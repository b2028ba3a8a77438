using System.Globalization;
using System.Text.RegularExpressions;
using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// Reads when something is said to have been: "since Monday", "this week", "in the last three days", "seit gestern", "am
/// Montag". English and German. Thread-safe.
/// </summary>
internal static partial class TimePhrase
{
    private const int DaysOfWeek = 7;
    private const int FirstYear = 1970, LastYear = 2200;

    private static readonly Dictionary<string, DayOfWeek> Days = WordList.Map<DayOfWeek>(
        (DayOfWeek.Monday, "monday mondays montag"), (DayOfWeek.Tuesday, "tuesday dienstag"),
        (DayOfWeek.Wednesday, "wednesday mittwoch"), (DayOfWeek.Thursday, "thursday donnerstag"),
        (DayOfWeek.Friday, "friday freitag"), (DayOfWeek.Saturday, "saturday samstag sonnabend"),
        (DayOfWeek.Sunday, "sunday sonntag"));

    private static readonly Dictionary<string, int> Numbers = WordList.Map<int>(
        (1, "one ein einen einer eine"), (2, "two zwei"), (3, "three drei"), (4, "four vier"), (5, "five fünf"),
        (6, "six sechs"), (7, "seven sieben"), (8, "eight acht"), (9, "nine neun"), (10, "ten zehn"), (14, "fourteen vierzehn"));

    /// <param name="today">Where the server stands.</param>
    /// <returns>Null for what says no time.</returns>
    public static AskedSpan? Read(string phrase, DateOnly today)
    {
        var text = phrase.Trim().ToLowerInvariant();
        if (text is "recently" or "lately" or "kürzlich" or "zuletzt" or "neulich" or "in letzter zeit")
            return new AskedSpan(today.AddDays(-DaysOfWeek), null);
        var since = Since().Match(text);
        var rest = text[since.Length..];
        var what = Article().Replace(rest, "");
        var span = Named(what, today) ?? Counted(what, today) ?? OfDay(what, today) ?? Dated(rest, today);
        return span is null || span.First > today ? null
            : since.Success || span.Last >= today ? span with { Last = null } : span;
    }

    /// <summary>Today, yesterday, this or last week, month and year.</summary>
    private static AskedSpan? Named(string what, DateOnly today)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % DaysOfWeek));
        var month = new DateOnly(today.Year, today.Month, 1);
        var year = new DateOnly(today.Year, 1, 1);
        return what switch
        {
            "today" or "heute" or "this morning" or "heute morgen" => new AskedSpan(today, today),
            "yesterday" or "gestern" => new AskedSpan(today.AddDays(-1), today.AddDays(-1)),
            "vorgestern" or "day before yesterday" => new AskedSpan(today.AddDays(-2), today.AddDays(-2)),
            "this week" or "diese woche" or "dieser woche" or "anfang der woche" => new AskedSpan(monday, today),
            "this month" or "diesen monat" or "diesem monat" => new AskedSpan(month, today),
            "this year" or "dieses jahr" or "diesem jahr" => new AskedSpan(year, today),
            "last week" or "letzte woche" or "letzter woche" or "vergangene woche" or "vergangener woche" =>
                new AskedSpan(monday.AddDays(-DaysOfWeek), monday.AddDays(-1)),
            "last month" or "letzten monat" or "letztem monat" or "vergangenen monat" =>
                new AskedSpan(month.AddMonths(-1), month.AddDays(-1)),
            "last year" or "letztes jahr" or "letztem jahr" or "vergangenes jahr" =>
                new AskedSpan(year.AddYears(-1), year.AddDays(-1)),
            _ => null,
        };
    }

    /// <summary>The last three days, two weeks ago.</summary>
    private static AskedSpan? Counted(string what, DateOnly today)
    {
        if (Ago().Match(what) is not { Success: true } m)
            return null;
        var number = m.Groups["n"] is { Success: true, Value: var n }
            ? int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) ? digits
                : Numbers.GetValueOrDefault(n, -1)
            : 1;
        if (number is < 1 or > 1_000)
            return null;
        return new AskedSpan(
            m.Groups["unit"].Value[0] switch
            {
                'h' or 's' => today.AddDays(-((number + 23) / 24)),
                'd' or 't' => today.AddDays(-number),
                'w' => today.AddDays(-DaysOfWeek * number),
                _ => today.AddMonths(-number),
            },
            null);
    }

    /// <summary>The last Monday before today.</summary>
    private static AskedSpan? OfDay(string what, DateOnly today)
    {
        if (!Days.TryGetValue(LastOne().Replace(what, ""), out var day))
            return null;
        var back = (((int)today.DayOfWeek - (int)day + DaysOfWeek - 1) % DaysOfWeek) + 1;
        return new AskedSpan(today.AddDays(-back), today.AddDays(-back));
    }

    /// <summary>A date; without its year the last one of that name.</summary>
    private static AskedSpan? Dated(string what, DateOnly today)
    {
        var tokens = Tokens.Of(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(On().Replace(what, "")));
        if (tokens.Count == 0)
            return null;
        if (tokens is [{ Kind: TokenKind.Number, Word.Length: 4 }] && int.TryParse(tokens[0].Word, out var only)
            && only is > FirstYear and < LastYear)
            return new AskedSpan(new DateOnly(only, 1, 1), new DateOnly(only, 12, 31));
        if (Dates.At(tokens, 0) is not { Date: { Month: { } month } date } figure
            || tokens.Skip(figure.Last + 1).Any(t => !t.Is('.')))
            return null;
        var year = date.Year ?? (Of(today.Year, month, date.Day) is { } own && own <= today ? today.Year : today.Year - 1);
        return Of(year, month, date.Day) is not { } first ? null
            : new AskedSpan(first, date.Day is null ? first.AddMonths(1).AddDays(-1) : first);
    }

    private static DateOnly? Of(int year, int month, int? day) => year is > FirstYear and < LastYear
        && (day ?? 1) <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day ?? 1) : null;

    [GeneratedRegex(@"^(?:(?:ever )?since|seit(?:dem)?|ab)\s+")]
    private static partial Regex Since();

    [GeneratedRegex(@"^(?:(?:in|on|within|over|during|for|am|im|innerhalb|während)\s+)?(?:(?:the|der|den|dem|des)\s+)?")]
    private static partial Regex Article();

    [GeneratedRegex(@"^(?:on|in|am|im)\s+|^(?:the|dem|den)\s+")]
    private static partial Regex On();

    [GeneratedRegex(@"^(?:last|letzte[nmrs]?|vergangene[nmrs]?)\s+")]
    private static partial Regex LastOne();

    [GeneratedRegex(
        """
        ^(?:(?:last|past|previous|letzten|vergangenen)\ (?<n>\w+)
            \ (?<unit>hours?|days?|weeks?|months?|stunden?|tagen?|wochen?|monaten?)
        |(?:vor\ )?(?<n>\w+)\ (?<unit>hours?|days?|weeks?|months?)\ ago
        |vor\ (?<n>\w+)\ (?<unit>stunden?|tag(?:en)?|wochen?|monat(?:en)?)
        |(?<n>\w+)\ (?<unit>stunden?|tagen?|wochen?|monaten?|days?|weeks?|months?)
        |(?:last|past)\ (?<unit>hour|day)
        )$
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Ago();
}
