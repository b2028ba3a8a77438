using System.Text.Json;

namespace Lectern.Contracts;

/// <summary>Body of a directory file's <c>PATCH</c>; what is absent stays as it is.</summary>
/// <param name="TargetDirectoryId">Moves the file there.</param>
/// <param name="Metadata">Replaces the whole of it.</param>
public sealed record DirectoryFileUpdateRequest(
    [Field(Min = 1)] string? UniqueId = null,
    string? DisplayName = null,
    string? TargetDirectoryId = null,
    [Field(Shape = "MetadataDict")] JsonElement? Metadata = null);
