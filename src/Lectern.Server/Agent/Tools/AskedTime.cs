using System.Globalization;

namespace Lectern.Server.Agent.Tools;

/// <summary>A time that a tool is asked for, by days or moments in ISO 8601.</summary>
/// <param name="Since">As it was asked for; null for no beginning.</param>
/// <param name="Until">As it was asked for, a day to its end; null for now.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Zone">In which days are meant.</param>
internal sealed record AskedTime(string? Since, string? Until, DateTimeOffset From, DateTimeOffset To, TimeZoneInfo Zone)
{
    /// <returns>Null where no time is asked for.</returns>
    /// <exception cref="ArgumentException">What is asked for is no time.</exception>
    public static AskedTime? Of(string? since, string? until, TimeZoneInfo zone)
    {
        (since, until) = (Given(since), Given(until));
        return since is null && until is null ? null : new AskedTime(
            since, until, since is null ? DateTimeOffset.MinValue : Read(since, "since", zone, isEnd: false),
            until is null ? DateTimeOffset.MaxValue : Read(until, "until", zone, isEnd: true), zone);
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateTimeOffset Read(string text, string name, TimeZoneInfo zone, bool isEnd)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day > DateOnly.MinValue && day < DateOnly.MaxValue)
        {
            var midnight = (isEnd ? day.AddDays(1) : day).ToDateTime(TimeOnly.MinValue);
            return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight));
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            && text.Contains('-', StringComparison.Ordinal)
            ? moment
            : throw new ArgumentException($"{name} is no day or time; write it as 2026-11-23 or 2026-11-23T09:00:00Z.");
    }
}
