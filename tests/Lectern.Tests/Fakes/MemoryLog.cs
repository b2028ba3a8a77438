using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Lectern.Tests.Fakes;

/// <summary>Keeps what a server logs. Thread-safe.</summary>
internal sealed class MemoryLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();
    private readonly ConcurrentQueue<Exception> exceptions = new();

    /// <summary>Messages of level Information and above, in order.</summary>
    public IReadOnlyList<string> Lines => [.. lines];

    /// <summary>As a log that is written shows it: with each exception, and what is inside it.</summary>
    public string Whole => string.Join('\n', lines.Concat(exceptions.Select(e => e.ToString())));

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
    }

    private sealed class Logger(MemoryLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            log.lines.Enqueue(formatter(state, exception));
            if (exception is not null)
                log.exceptions.Enqueue(exception);
        }
    }
}
