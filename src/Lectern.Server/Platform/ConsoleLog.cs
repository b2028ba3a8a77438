using Lectern.Server.Platform.Settings;
using Microsoft.Extensions.Logging.Console;

namespace Lectern.Server.Platform;

/// <summary>The log on standard error, one line an entry; standard output is for what a person asked for.</summary>
internal static class ConsoleLog
{
    public static ILoggingBuilder AddLecternConsole(this ILoggingBuilder logging, LecternOptions options)
    {
        logging.AddConsole(console =>
        {
            console.FormatterName = options.LogsJson ? JsonLogLines.FormatName : LogLines.FormatName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        logging.AddConsoleFormatter<LogLines, ConsoleFormatterOptions>();
        logging.AddConsoleFormatter<JsonLogLines, ConsoleFormatterOptions>();
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);

        // Says nothing that Kestrel does not say too, and has an activity made for each request as long as it may speak.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

        // What ends the host is told by Program, in one line.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        // It calls what a stranger asked wrongly an error, with a stack; what fails here is logged by the toolbox.
        logging.AddFilter("ModelContextProtocol", LogLevel.None);
        logging.AddFilter("System.Net.Http", LogLevel.Warning);
        logging.AddFilter("Polly", LogLevel.Warning);
        return logging;
    }
}
