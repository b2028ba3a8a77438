namespace Lectern.Server.Library;

/// <summary>A file that goes into a directory; its content is stored already.</summary>
/// <param name="Name">As the client named the file, without folders.</param>
/// <param name="UniqueId">The file of the directory with the same one is replaced.</param>
/// <param name="Metadata">JSON object of strings, numbers, booleans, nulls and lists of strings.</param>
internal sealed record NewDirectoryFile(
    Blob Content, string Name, string UniqueId, string DisplayName, string? ExternalFileId, string Metadata);
