using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>
/// A file's place in a directory. <see cref="Id"/> is a <c>dfl-</c> id and outlives the replacement of its content.
/// </summary>
/// <param name="UniqueId">Unique in its directory; an upload with the same one replaces the file.</param>
/// <param name="FileId">The content's UUID.</param>
/// <param name="Metadata">Strings, numbers, booleans, nulls and lists of strings.</param>
public sealed record DirectoryFileResponse(
    string Id,
    [Field(Presence.OptionalOrNull)] DateTimeOffset CreatedAt,
    [Field(Presence.OptionalOrNull)] DateTimeOffset UpdatedAt,
    string ProjectId,
    string DirectoryId,
    [Field(Min = 1)] string UniqueId,
    [Field(Min = 1)] string DisplayName,
    string? FileId,
    [Field(Presence.Optional, Shape = "MetadataDict")] JsonElement Metadata,
    DateTimeOffset? DeletedAt,
    PresignedUrl? DownloadUrl)
{
    /// <summary>Of the content; null from a server that does not tell it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? SizeBytes { get; init; }
}
