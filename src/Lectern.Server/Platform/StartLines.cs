namespace Lectern.Server.Platform;

/// <summary>
/// What is said where no log is yet, or none any more: in words, or as lines of the log in JSON. Thread-safe as what it writes
/// to.
/// </summary>
internal sealed class StartLines(TextWriter errors, bool isJson, TimeProvider time)
{
    private const string Category = "Lectern.Start";

    public Task WarnAsync(string line) => WriteAsync(LogLevel.Warning, line);

    public Task FailAsync(string line) => WriteAsync(LogLevel.Error, line);

    private Task WriteAsync(LogLevel level, string line) =>
        errors.WriteLineAsync(isJson ? new JsonLogLine(level, Category, 0, line).At(time.GetLocalNow()) : line);
}
