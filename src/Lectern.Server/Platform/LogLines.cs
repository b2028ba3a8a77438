using System.Globalization;
using Lectern.Server.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Lectern.Server.Platform;

/// <summary>
/// Writes an entry as one line: <c>15:04:05 warn: Category[17] message</c>. Names of files and indexes are strangers' words:
/// nothing in them reaches a terminal as an order, nor begins a line that would pass for another entry.
/// </summary>
internal sealed class LogLines(TimeProvider time) : ConsoleFormatter(FormatName)
{
    public const string FormatName = "lectern";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(time.GetLocalNow().ToString("HH:mm:ss ", CultureInfo.InvariantCulture));
        textWriter.Write($"{Word(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] ");
        textWriter.Write(Printable.Of(logEntry.Formatter(logEntry.State, logEntry.Exception)));
        if (logEntry.Exception is { } exception)
            textWriter.Write(" " + Printable.Of(exception.ToString().ReplaceLineEndings(" ")));
        textWriter.WriteLine();
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
