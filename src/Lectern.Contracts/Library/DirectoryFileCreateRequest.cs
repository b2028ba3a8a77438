using System.Text.Json;

namespace Lectern.Contracts;

/// <summary>
/// Body of <c>POST /api/v1/beta/directories/{directory_id}/files</c>: a stored file becomes a file of the directory.
/// </summary>
/// <param name="UniqueId">Default: the file's name. The directory's file with the same one is replaced.</param>
/// <param name="DisplayName">Default: the file's name.</param>
public sealed record DirectoryFileCreateRequest(
    [Field(Presence.Given)] string? FileId,
    string? UniqueId = null,
    string? DisplayName = null,
    [Field(Shape = "MetadataDict")] JsonElement? Metadata = null);
