using System.Text;

namespace Lectern.Server.Platform;

/// <summary>
/// What is said where no log is yet, or none any more, as lines of the log in JSON. Thread-safe as what it writes to.
/// </summary>
internal sealed class JsonErrorLines(TextWriter errors, TimeProvider time) : TextWriter
{
    private const string Category = "Lectern.Start";

    public override Encoding Encoding => errors.Encoding;

    public override void WriteLine(string? value) =>
        errors.WriteLine(new JsonLogLine(LogLevel.Error, Category, 0, value ?? "").At(time.GetLocalNow()));

    public override Task WriteLineAsync(string? value) =>
        errors.WriteLineAsync(new JsonLogLine(LogLevel.Error, Category, 0, value ?? "").At(time.GetLocalNow()));
}
