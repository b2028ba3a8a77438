namespace Lectern.Eval;

/// <summary>What the command's end says to a script (<c>docs/measuring.md</c>).</summary>
internal static class ExitCodes
{
    /// <summary>Everything was asked, and what was demanded holds.</summary>
    public const int Fine = 0;

    /// <summary>Not everything could be asked, or nothing.</summary>
    public const int NotAsked = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Everything was asked, and what was demanded does not hold.</summary>
    public const int Missed = 3;
}
