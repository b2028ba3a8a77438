namespace Lectern.Server.Library;

/// <summary>A file that goes into a directory; its content is stored already.</summary>
/// <param name="Name">As the client named the file, without folders.</param>
/// <param name="UniqueId">The file of the directory with the same one is replaced.</param>
/// <param name="Metadata">JSON object of strings, numbers, booleans, nulls and lists of strings.</param>
internal sealed record NewDirectoryFile(
    Blob Content, string Name, string UniqueId, string DisplayName, string? ExternalFileId, string Metadata);

/// <summary>A stored file that goes into a directory; nulls take the file's own name.</summary>
/// <param name="Metadata">As in <see cref="NewDirectoryFile"/>.</param>
internal sealed record AddedDirectoryFile(string FileId, string? UniqueId, string? DisplayName, string Metadata);

/// <summary>What a directory's file shall be; nulls leave things as they are.</summary>
/// <param name="TargetDirectoryId">Moves the file there.</param>
/// <param name="Metadata">Replaces the whole of it.</param>
internal sealed record DirectoryFileUpdate(string? UniqueId, string? DisplayName, string? TargetDirectoryId, string? Metadata);
