namespace Lectern.Server.Library;

/// <summary>A file whose content is stored already and whose record is not.</summary>
/// <param name="Name">As the client named the file, without folders.</param>
internal sealed record NewFile(Blob Content, string Name, string? ExternalFileId, string? Purpose);
