namespace Lectern.Server.Library;

/// <summary>A stored file that goes into a directory; nulls take the file's own name.</summary>
/// <param name="Metadata">As in <see cref="NewDirectoryFile"/>.</param>
internal sealed record AddedDirectoryFile(string FileId, string? UniqueId, string? DisplayName, string Metadata);
