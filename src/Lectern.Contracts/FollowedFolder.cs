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

/// <summary>What of a followed folder is not mirrored.</summary>
/// <param name="Name">Its path in the folder.</param>
/// <param name="Reason">Such as <c>it is a pipe</c>.</param>
public sealed record FolderEntryLeftOut(string Name, string Reason);

/// <param name="Files">How many missing files are removed from the directory now.</param>
public sealed record FolderRemovals(int Files);
