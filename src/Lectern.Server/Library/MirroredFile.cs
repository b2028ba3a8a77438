namespace Lectern.Server.Library;

/// <summary>A file of a mirrored folder, as its directory has it.</summary>
internal sealed record MirroredFile(string Id, string UniqueId, string Metadata, long Size);
