using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Languages;

namespace Lectern.Web.Browser;

/// <summary>What people read: faults, sizes, times.</summary>
internal static class Words
{
    /// <summary>Sentences of the server are shown as it says them.</summary>
    public static string Of(Exception e) => e switch
    {
        LecternTimeoutException => Strings.Of("fault.timeout"),
        LecternConnectionException => Strings.Of("fault.away"),
        LecternAuthenticationException => Strings.Of("fault.key"),
        LecternException failure => failure.Message,
        _ => Strings.Of("fault.page"),
    };

    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => Strings.Of("size.b", bytes),
        < 1024 * 1024 => Strings.Of("size.kb", new Phrase(Strings.Number(bytes / 1024.0))),
        < 1024L * 1024 * 1024 => Strings.Of("size.mb", new Phrase(Strings.Number(bytes / 1024.0 / 1024, 1))),
        _ => Strings.Of("size.gb", new Phrase(Strings.Number(bytes / 1024.0 / 1024 / 1024, 1))),
    };

    /// <param name="milliseconds">Of an answer.</param>
    public static string Duration(double milliseconds) => milliseconds switch
    {
        < 950 => Strings.Of("time.ms", (long)Math.Round(milliseconds)),
        < 60_000 => Strings.Of("time.s", new Phrase(Strings.Number(milliseconds / 1000, 1))),
        _ => Strings.Of("time.min", (long)(milliseconds / 60_000), (long)(milliseconds / 1000) % 60),
    };

    /// <summary>A day as a heading: Today, Yesterday, a weekday, a date.</summary>
    public static string Day(DateOnly day, DateOnly today) => (today.DayNumber - day.DayNumber) switch
    {
        <= 0 => Strings.Of("day.today"),
        1 => Strings.Of("day.yesterday"),
        < 7 => Strings.Date(day, DateStyle.Weekday),
        _ when day.Year == today.Year => Strings.Date(day, DateStyle.Day),
        _ => Strings.Date(day, DateStyle.Date),
    };

    /// <summary>How the server is, which says it in one word.</summary>
    public static string Health(string health) => health switch
    {
        ServerHealth.Ready => Strings.Of("health.ready"),
        ServerHealth.Degraded => Strings.Of("health.degraded"),
        ServerHealth.Failing => Strings.Of("health.failing"),
        ServerHealth.Loading => Strings.Of("health.loading"),
        _ => health,
    };
}
