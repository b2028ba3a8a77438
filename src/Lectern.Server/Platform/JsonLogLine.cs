using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Platform;

/// <summary>
/// One entry as one line of JSON:
/// <c>{"time":"2026-11-24T09:08:07.0000000+01:00","level":"warning","category":"…","event":17,"message":"…"}</c>, with
/// <c>exception</c> where there is one, <c>file</c> where it is about one, <c>request</c> where one began the work, and
/// <c>trace</c> and <c>span</c> where it is traced. What is not ASCII is escaped.
/// </summary>
/// <param name="File">The id of a file.</param>
internal sealed record JsonLogLine(
    LogLevel Level, string Category, int Event, string Message, Exception? Exception = null, string? File = null)
{
    public string At(DateTimeOffset time)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("time", time);
            json.WriteString("level", Level.ToString().ToLowerInvariant());
            json.WriteString("category", Category);
            json.WriteNumber("event", Event);
            json.WriteString("message", WellFormed(Message));
            if (Exception is not null)
                json.WriteString("exception", WellFormed(Exception.ToString()));
            if (File is not null)
                json.WriteString("file", File);
            if (RequestIds.Current is { } request)
                json.WriteString("request", request);
            if (Activity.Current is { } span)
            {
                json.WriteString("trace", span.TraceId.ToHexString());
                json.WriteString("span", span.SpanId.ToHexString());
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.ToArray());
    }

    /// <summary>Names may hold half a character, which no JSON has.</summary>
    private static byte[] WellFormed(string text) => Encoding.UTF8.GetBytes(text);
}
