using Lectern.Server.Text;

namespace Lectern.Server.Commands;

/// <summary>Where a command writes: what was asked for to <paramref name="Out"/>, what is said beside it to the other.</summary>
/// <param name="IsInteractive">A person watches <paramref name="Error"/>: lines may be written over.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool IsInteractive)
{
    public static Terminal OfProcess() => new(Console.Out, Console.Error, !Console.IsErrorRedirected);

    /// <summary>Strangers' words of one or more lines: nothing in them reaches the terminal as an order.</summary>
    public static string Lines(string text) => string.Join('\n', text.Split('\n').Select(Printable.Of));
}
