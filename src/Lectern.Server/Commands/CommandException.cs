namespace Lectern.Server.Commands;

/// <summary>A command cannot go on; the message is a sentence for the person at the terminal.</summary>
internal sealed class CommandException(string message, int exitCode = ExitCodes.Failed) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
