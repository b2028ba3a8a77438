using System.Text.Json;

namespace Lectern.Contracts;

public sealed record DirectoryCreateRequest(
    string? Name,
    string? Description = null,
    string? Type = null,
    string? ConnectorSubscriptionId = null,
    JsonElement? SystemMetadata = null);

public sealed record DirectoryUpdateRequest(string? Name = null, string? Description = null);

/// <param name="Type"><c>user</c>, <c>index</c> or <c>ephemeral</c>.</param>
public sealed record DirectoryResponse(
    string Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string ProjectId,
    string Name,
    string? Description,
    string Type,
    string? ConnectorSubscriptionId,
    DateTimeOffset? ExpiresAt,
    JsonElement? SystemMetadata,
    DateTimeOffset? DeletedAt);

/// <summary>A page of a list. <see cref="TotalSize"/> is counted only where it is asked for.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextPageToken, int? TotalSize = null);

/// <summary>
/// Body of <c>POST /api/v1/beta/directories/{directory_id}/files</c>: a stored file becomes a file of the directory.
/// </summary>
/// <param name="UniqueId">Default: the file's name. The directory's file with the same one is replaced.</param>
/// <param name="DisplayName">Default: the file's name.</param>
public sealed record DirectoryFileCreateRequest(
    string? FileId, string? UniqueId = null, string? DisplayName = null, JsonElement? Metadata = null);

/// <summary>Body of a directory file's <c>PATCH</c>; what is absent stays as it is.</summary>
/// <param name="TargetDirectoryId">Moves the file there.</param>
/// <param name="Metadata">Replaces the whole of it.</param>
public sealed record DirectoryFileUpdateRequest(
    string? UniqueId = null, string? DisplayName = null, string? TargetDirectoryId = null, JsonElement? Metadata = null);

/// <param name="DirectoryFileIds">1 to 100.</param>
public sealed record DirectoryFileBulkDeleteRequest(IReadOnlyList<string?>? DirectoryFileIds);

/// <summary>
/// A file's place in a directory. <see cref="Id"/> is a <c>dfl-</c> id and outlives the replacement of its content.
/// </summary>
/// <param name="UniqueId">Unique in its directory; an upload with the same one replaces the file.</param>
/// <param name="FileId">The content's UUID.</param>
/// <param name="Metadata">Strings, numbers, booleans, nulls and lists of strings.</param>
public sealed record DirectoryFileResponse(
    string Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string ProjectId,
    string DirectoryId,
    string UniqueId,
    string DisplayName,
    string? FileId,
    JsonElement Metadata,
    DateTimeOffset? DeletedAt,
    PresignedUrl? DownloadUrl);

/// <summary>An organization's project; a key belongs to one.</summary>
public sealed record Project(
    string Name, string Id, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string OrganizationId, bool IsDefault);
