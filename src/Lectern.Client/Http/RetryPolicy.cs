using System.Globalization;
using System.Net;

namespace Lectern.Client.Http;

/// <summary>
/// When a call is repeated and after how long, as the official SDKs do: <c>x-should-retry</c> decides; else 408, 409, 429 and
/// 5xx are repeated. The pause is what <c>retry-after-ms</c> or <c>retry-after</c> asks for (up to a minute), else half a
/// second that doubles up to eight, less up to a quarter by chance.
/// </summary>
internal static class RetryPolicy
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(1);

    public static bool ShouldRetry(HttpResponseMessage response) => Header(response, "x-should-retry") switch
    {
        "true" => true,
        "false" => false,
        _ => response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests
            or >= HttpStatusCode.InternalServerError,
    };

    /// <param name="response">Null when there was none.</param>
    /// <param name="attempt">Attempts that failed before this one; from 0.</param>
    public static TimeSpan Pause(HttpResponseMessage? response, int attempt)
    {
        if (response is not null && Asked(response) is { } asked && asked > TimeSpan.Zero && asked <= LongestAsked)
            return asked;
        var pause = FirstPause * Math.Pow(2, Math.Min(attempt, 16));
        return (pause < LongestPause ? pause : LongestPause) * (1 - (0.25 * Random.Shared.NextDouble()));
    }

    /// <summary>How long the server asks to wait, or null.</summary>
    public static TimeSpan? Asked(HttpResponseMessage response)
    {
        if (Number(Header(response, "retry-after-ms")) is { } milliseconds)
            return TimeSpan.FromMilliseconds(milliseconds);
        if (Number(Header(response, "retry-after")) is { } seconds)
            return TimeSpan.FromSeconds(seconds);
        return response.Headers.RetryAfter?.Date is { } date && response.Headers.Date is { } now ? date - now : null;
    }

    private static double? Number(string? text) =>
        double.TryParse(
            text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e9 ? number : null;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
