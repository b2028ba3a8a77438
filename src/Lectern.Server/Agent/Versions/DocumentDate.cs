using System.Globalization;
using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Versions;

/// <summary>From when a document is: a year, a month or a day.</summary>
/// <param name="Source">One of <see cref="DateSources"/>.</param>
internal sealed record DocumentDate(Date Date, string Source)
{
    /// <summary>Whether the document says it itself; else it is only its file's.</summary>
    public bool IsOwn => Source is not (DateSources.Modified or DateSources.Added);

    /// <returns>Null for what is no date as a tool writes it.</returns>
    public static DocumentDate? Read(string? date, string? source) =>
        date is not null && source is not null && CalendarDate.FromIso(date) is { } read ? new DocumentDate(read, source) : null;

    /// <summary>Whether it is the later one. A date that a document says and one of a file are not compared.</summary>
    public bool IsAfter(DocumentDate other)
    {
        if (IsOwn != other.IsOwn || Date.Year is not { } year || other.Date.Year is not { } otherYear)
            return false;
        if (year != otherYear)
            return year > otherYear;
        if (Date.Month is not { } month || other.Date.Month is not { } otherMonth)
            return false;
        return month != otherMonth ? month > otherMonth : Date.Day > other.Date.Day;
    }

    /// <summary>In ISO 8601, as far as it goes.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Date.Year:0000}{(Date.Month is null ? "" : $"-{Date.Month:00}")}{(Date.Day is null ? "" : $"-{Date.Day:00}")}");
}
