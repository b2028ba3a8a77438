namespace Lectern.Server.Commands;

/// <summary>What a process of the command line says by its end. A part of the interface: docs/commands.md has them.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>It was refused or failed, with a sentence on standard error.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a setting is wrong; nothing was begun.</summary>
    public const int Mistake = 2;

    /// <summary>No server answers at the address, or it answers that it is not ready.</summary>
    public const int Unreachable = 3;

    /// <summary>It was interrupted, as shells count it: 128 and the signal.</summary>
    public const int Interrupted = 130;
}
