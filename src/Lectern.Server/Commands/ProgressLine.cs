namespace Lectern.Server.Commands;

/// <summary>
/// How far a command is, on standard error: a bar that is written over where a person watches, elsewhere a line for each tenth.
/// Thread-safe.
/// </summary>
internal sealed class ProgressLine(Terminal terminal, string what) : IDisposable
{
    private const int Width = 30;
    private const int Lines = 10;

    private readonly Lock gate = new();
    private int told = -1;
    private int written;

    public void Report(int done, int total)
    {
        lock (gate)
        {
            var share = total == 0 ? 1 : (double)done / total;
            if (terminal.IsInteractive)
                Over($"{what} [{new string('#', (int)(share * Width)).PadRight(Width)}] {done}/{total}");
            else if ((int)(share * Lines) is var tenth && tenth > told)
                terminal.Error.WriteLine($"{what} {done} of {total}");
            else
                return;
            told = Math.Max(told, (int)(share * Lines));
        }
    }

    /// <summary>The bar's line ends, so that the next words have one of their own.</summary>
    public void Dispose()
    {
        if (written > 0)
            terminal.Error.WriteLine();
    }

    private void Over(string line)
    {
        terminal.Error.Write("\r" + line.PadRight(written));
        terminal.Error.Flush();
        written = line.Length;
    }
}
