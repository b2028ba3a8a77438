namespace Lectern.Contracts;

/// <summary>An index that has not taken in all of its directory's changes.</summary>
/// <param name="FilesWaiting">Files that were added, changed or removed since the last sync looked.</param>
public sealed record IndexBehind(string IndexId, int FilesWaiting);
