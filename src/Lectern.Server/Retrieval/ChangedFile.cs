namespace Lectern.Server.Retrieval;

/// <summary>A file of an index, with when its directory got it and when it was changed there last.</summary>
/// <param name="FileId">The <c>dfl-</c> id.</param>
internal sealed record ChangedFile(string FileId, string FileName, DateTimeOffset AddedAt, DateTimeOffset ChangedAt);
