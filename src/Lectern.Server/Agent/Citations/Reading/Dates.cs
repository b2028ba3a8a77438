using System.Globalization;

namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>Finds dates among tokens, in the orders in which English, German and Spanish write them, and in ISO 8601's.</summary>
internal static class Dates
{
    /// <returns>Null when none begins there.</returns>
    public static Figure? At(IReadOnlyList<Token> tokens, int i)
    {
        // 2021-03-04
        if (YearAt(tokens, i) is { } isoYear && tokens.IsSign(i + 1, '-') && Part(tokens, i + 2, 12) is { } isoMonth
            && tokens.IsSign(i + 3, '-') && Part(tokens, i + 4, 31) is { } isoDay && tokens[i + 2].Word.Length == 2)
        {
            return Dated(i, i + 4, isoYear, isoMonth, isoDay);
        }

        // 04.03.2021
        if (tokens[i].Kind == TokenKind.Number && tokens[i].Word.Split('.') is [var d, var m, { Length: 4 } y]
            && int.TryParse(d, out var day) && int.TryParse(m, out var month) && day is > 0 and <= 31 && month is > 0 and <= 12)
        {
            return Dated(i, i, int.Parse(y, CultureInfo.InvariantCulture), month, day);
        }

        // 4 March 2021, 4. März 2021, 4 de marzo de 2021, 4 March
        if (Part(tokens, i, 31) is { } dayFirst)
        {
            var at = tokens.Past(i + 1, ".", "st", "nd", "rd", "th", "de", "of");
            if (MonthAt(tokens, at) is { } named && tokens[at].Start - tokens[i].End < 8)
            {
                var yearAt = tokens.Past(at + 1, ",", "de", ".");
                var year = YearAt(tokens, yearAt);
                return Dated(i, year is null ? at : yearAt, year, named, dayFirst);
            }
        }

        // March 4, 2021; March 2021; in March
        if (MonthAt(tokens, i) is { } first)
        {
            if (Part(tokens, i + 1, 31) is { } dayBehind && (tokens[i].IsCapital || !Months.IsDoubtful(tokens[i].Word))
                && !tokens.IsSign(i + 2, '%'))
            {
                var at = tokens.Past(i + 2, "st", "nd", "rd", "th");
                var yearAt = tokens.Past(at, ",");
                return YearAt(tokens, yearAt) is { } year ? Dated(i, yearAt, year, first, dayBehind)
                    : Dated(i, at - 1, null, first, dayBehind);
            }

            if (YearAt(tokens, tokens.Past(i + 1, "de", ",", ".")) is { } only && tokens[i].IsCapital)
                return Dated(i, tokens.Past(i + 1, "de", ",", "."), only, first, null);
            if (tokens[i].IsCapital
                && (tokens.Count == 1 || !Months.IsDoubtful(tokens[i].Word)
                || (i > 0 && tokens[i - 1].Word is "in" or "of" or "since" or "until" or "from" or "to" or "by" or "im")))
                return Dated(i, i, null, first, null);
        }

        return null;
    }

    private static Figure Dated(int first, int last, int? year, int? month, int? day) =>
        new(first, last, []) { Date = new Date(year, month, day) };

    private static int? Part(IReadOnlyList<Token> tokens, int at, int most) =>
        tokens.Whole(at) is > 0 and var value && value <= most && tokens[at].Word.Length <= 2 ? value : null;

    private static int? YearAt(IReadOnlyList<Token> tokens, int at) =>
        tokens.Whole(at) is >= 1000 and < 2200 and var year ? year : null;

    private static int? MonthAt(IReadOnlyList<Token> tokens, int at) =>
        at < tokens.Count && tokens[at].IsWord ? Months.Number(tokens[at].Word) : null;
}
