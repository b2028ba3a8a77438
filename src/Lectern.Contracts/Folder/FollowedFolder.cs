namespace Lectern.Contracts;

/// <summary>How the folder that the server follows stood when it was last looked at.</summary>
/// <param name="State">
/// <c>following</c>, <c>waiting</c> (files are missing, and stay until somebody says that they are gone) or <c>stopped</c>.
/// </param>
/// <param name="Reason">Why it is no longer followed.</param>
/// <param name="IndexId">Null once it is stopped.</param>
/// <param name="Files">How many documents it holds.</param>
/// <param name="LeftOutTotal">How many entries are left out.</param>
/// <param name="LeftOut">The first thousand of them.</param>
/// <param name="MissingTotal">How many files wait.</param>
/// <param name="Missing">The first thousand of them, by their paths in the folder.</param>
public sealed record FollowedFolder(
    string Folder,
    [Field(OneOf = ["following", "waiting", "stopped"])] string State,
    string? Reason,
    string DirectoryId,
    string? IndexId,
    int Files,
    int LeftOutTotal,
    IReadOnlyList<FolderEntryLeftOut> LeftOut,
    int MissingTotal,
    IReadOnlyList<string> Missing,
    DateTimeOffset LookedAt);
