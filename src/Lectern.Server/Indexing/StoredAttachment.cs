namespace Lectern.Server.Indexing;

/// <summary>An attachment as an index holds it.</summary>
internal sealed record StoredAttachment(string Name, string ContentHash, long Size, long CreatedAt);
