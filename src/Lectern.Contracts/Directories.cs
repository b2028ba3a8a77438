using System.Text.Json;

namespace Lectern.Contracts;

public sealed record DirectoryCreateRequest(
    [Field(Presence.Given, Min = 1)] string? Name,
    string? Description = null,
    [Field(Default = "user", OneOf = ["user", "ephemeral"])] string? Type = null,
    string? ConnectorSubscriptionId = null,
    [Field(Shape = "Object")] JsonElement? SystemMetadata = null);

public sealed record DirectoryUpdateRequest([Field(Min = 1)] string? Name = null, string? Description = null);

/// <param name="Type"><c>user</c>, <c>index</c> or <c>ephemeral</c>.</param>
public sealed record DirectoryResponse(
    string Id,
    [Field(Presence.OptionalOrNull)] DateTimeOffset CreatedAt,
    [Field(Presence.OptionalOrNull)] DateTimeOffset UpdatedAt,
    string ProjectId,
    [Field(Min = 1)] string Name,
    string? Description,
    [Field(Presence.OptionalOrNull, OneOf = ["user", "index", "ephemeral"])] string Type,
    string? ConnectorSubscriptionId,
    DateTimeOffset? ExpiresAt,
    [Field(Shape = "Object")] JsonElement? SystemMetadata,
    DateTimeOffset? DeletedAt);

/// <summary>A page of a list; <c>total_size</c> is counted only where it is asked for.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextPageToken, int? TotalSize = null);

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

/// <summary>Body of a directory file's <c>PATCH</c>; what is absent stays as it is.</summary>
/// <param name="TargetDirectoryId">Moves the file there.</param>
/// <param name="Metadata">Replaces the whole of it.</param>
public sealed record DirectoryFileUpdateRequest(
    [Field(Min = 1)] string? UniqueId = null,
    string? DisplayName = null,
    string? TargetDirectoryId = null,
    [Field(Shape = "MetadataDict")] JsonElement? Metadata = null);

/// <param name="DirectoryFileIds">1 to 100.</param>
public sealed record DirectoryFileBulkDeleteRequest(
    [Field(Presence.Given, Min = 1, Max = 100)] IReadOnlyList<string?>? DirectoryFileIds);

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
    PresignedUrl? DownloadUrl);

/// <summary>An organization's project; a key belongs to one.</summary>
public sealed record Project(
    [Field(Min = 1, Max = 3000)] string Name,
    [Field(Format = "uuid")] string Id,
    [Field(Presence.OptionalOrNull)] DateTimeOffset CreatedAt,
    [Field(Presence.OptionalOrNull)] DateTimeOffset UpdatedAt,
    [Field(Format = "uuid")] string OrganizationId,
    [Field(Default = false)] bool IsDefault);
