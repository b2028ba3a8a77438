using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Lectern.Tests.Fakes;

/// <summary>Keeps what is logged. Thread-safe.</summary>
/// <param name="least">The level from which on it keeps it.</param>
internal sealed class MemoryLog(LogLevel least = LogLevel.Information) : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Category, LogLevel Level, string Text)> entries = new();
    private readonly ConcurrentQueue<Exception> exceptions = new();
    private readonly LogLevel least = least;

    public IReadOnlyList<(string Category, LogLevel Level, string Text)> Entries => [.. entries];

    /// <summary>Their messages, in order.</summary>
    public IReadOnlyList<string> Lines => [.. entries.Select(e => e.Text)];

    /// <summary>As a log that is written shows it: with each exception, and what is inside it.</summary>
    public string Whole => string.Join('\n', Lines.Concat(exceptions.Select(e => e.ToString())));

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(MemoryLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= log.least;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            log.entries.Enqueue((category, logLevel, formatter(state, exception)));
            if (exception is not null)
                log.exceptions.Enqueue(exception);
        }
    }
}
