namespace Lectern.Server.Library;

/// <summary>When a file came to its directory, and when it was changed there last.</summary>
/// <param name="Id">The <c>dfl-</c> id.</param>
internal sealed record FileChangeTimes(string Id, DateTimeOffset AddedAt, DateTimeOffset ChangedAt);
