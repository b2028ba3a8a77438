using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Lectern.Server.Platform.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Lectern.Server.Platform;

/// <summary>
/// Writes an entry as one line of JSON, for what collects logs:
/// <c>{"time":"2026-11-24T09:08:07.0000000+01:00","level":"warning","category":"…","event":17,"message":"…"}</c>, with
/// <c>exception</c> where there is one, <c>request</c> where one began the work, and <c>trace</c> and <c>span</c> where it is
/// traced. What is not ASCII is escaped.
/// </summary>
internal sealed class JsonLogLines(TimeProvider time) : ConsoleFormatter(FormatName)
{
    public const string FormatName = "lectern-json";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetLocalNow());
            json.WriteString("level", logEntry.LogLevel.ToString().ToLowerInvariant());
            json.WriteString("category", logEntry.Category);
            json.WriteNumber("event", logEntry.EventId.Id);
            json.WriteString("message", WellFormed(logEntry.Formatter(logEntry.State, logEntry.Exception)));
            if (logEntry.Exception is { } exception)
                json.WriteString("exception", WellFormed(exception.ToString()));
            if (RequestIds.Current is { } request)
                json.WriteString("request", request);
            if (Activity.Current is { } span)
            {
                json.WriteString("trace", span.TraceId.ToHexString());
                json.WriteString("span", span.SpanId.ToHexString());
            }

            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(line.ToArray()));
    }

    /// <summary>Names may hold half a character, which no JSON has.</summary>
    private static byte[] WellFormed(string text) => Encoding.UTF8.GetBytes(text);
}
