using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Lectern.Server.Platform;

/// <summary>
/// Writes an entry as one line of JSON (<see cref="JsonLogLine"/>), without the names of documents: what collects logs keeps
/// them for long, and shows them to people who may not see the documents.
/// </summary>
internal sealed class JsonLogLines(TimeProvider time) : ConsoleFormatter(FormatName)
{
    public const string FormatName = "lectern-json";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var named = NamedFile.In(logEntry.State);
        var line = new JsonLogLine(
            logEntry.LogLevel, logEntry.Category, logEntry.EventId.Id,
            named?.Message ?? logEntry.Formatter(logEntry.State, logEntry.Exception), logEntry.Exception, named?.Id);
        textWriter.WriteLine(line.At(time.GetLocalNow()));
    }
}
