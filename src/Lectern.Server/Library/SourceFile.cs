namespace Lectern.Server.Library;

/// <summary>A file as its directory has it now.</summary>
/// <param name="Metadata">JSON object.</param>
internal sealed record SourceFile(string Id, string FileId, string DisplayName, string Metadata, string ContentHash, long Size);
