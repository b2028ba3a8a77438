namespace Lectern.Server.Indexing.Parsing.Isolation;

/// <summary>What the isolation of the parser's processes can do on this machine; found out once, at the start.</summary>
/// <param name="IsLaunched">Processes are started through <see cref="IsolatedProgram"/>; else as they are.</param>
/// <param name="Lack">What is open, and why; null when nothing is.</param>
internal sealed record IsolationState(bool IsLaunched, string? Lack)
{
    /// <summary>No file but the system's and its own, no network: a hostile document can be given to any program.</summary>
    public bool IsWhole => Lack is null;

    /// <summary>For who runs the server; null when there is none.</summary>
    public string? Problem => Lack is null
        ? null
        : $"Hostile documents are not shut in: {Lack}. "
            + "Office files have no page screenshots, and those of before 2007 are not read.";
}
