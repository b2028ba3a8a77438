using System.Globalization;
using Lectern.Client;

namespace Lectern.Web.Browser;

/// <summary>What people read: faults, sizes, times.</summary>
internal static class Words
{
    public static string Of(Exception e) => e switch
    {
        LecternTimeoutException => "The server does not answer.",
        LecternConnectionException => "The server cannot be reached.",
        LecternAuthenticationException => "This key is not known to the server any more.",
        LecternException failure => failure.Message,
        _ => "Something went wrong on this page. Reload it; nothing that was asked is lost.",
    };

    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => $"{bytes / 1024.0:0} KB",
        < 1024L * 1024 * 1024 => $"{bytes / 1024.0 / 1024:0.0} MB",
        _ => $"{bytes / 1024.0 / 1024 / 1024:0.0} GB",
    };

    /// <param name="milliseconds">Of an answer.</param>
    public static string Duration(double milliseconds) => milliseconds switch
    {
        < 950 => $"{milliseconds:0} ms",
        < 60_000 => (milliseconds / 1000).ToString("0.0", CultureInfo.InvariantCulture) + " s",
        _ => $"{(int)(milliseconds / 60_000)} min {(int)(milliseconds / 1000) % 60} s",
    };

    public static string Count(long number, string one, string? many = null) =>
        $"{number:N0} {(number == 1 ? one : many ?? one + "s")}";

    /// <summary>A day as a heading: Today, Yesterday, a weekday, a date.</summary>
    public static string Day(DateOnly day, DateOnly today) => (today.DayNumber - day.DayNumber) switch
    {
        <= 0 => "Today",
        1 => "Yesterday",
        < 7 => day.ToString("dddd", CultureInfo.InvariantCulture),
        _ when day.Year == today.Year => day.ToString("d MMMM", CultureInfo.InvariantCulture),
        _ => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
    };
}
