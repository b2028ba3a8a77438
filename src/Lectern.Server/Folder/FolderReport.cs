namespace Lectern.Server.Folder;

/// <summary>How the followed folder stood when it was last looked at.</summary>
/// <param name="ProjectId">Whose directory and index it is.</param>
/// <param name="Files">That are mirrored.</param>
/// <param name="LeftOut">Of the folder, and why.</param>
/// <param name="Waiting">Files that are missing, by the id that the directory has for each.</param>
/// <param name="Stopped">Why it is no longer followed; null while it is.</param>
internal sealed record FolderReport(
    string ProjectId, string Folder, string DirectoryId, string? IndexId, int Files, IReadOnlyList<LeftOut> LeftOut,
    IReadOnlyDictionary<string, string> Waiting, DateTimeOffset LookedAt, string? Stopped = null);
