using System.Text.Json;

namespace Lectern.Contracts;

public sealed record DirectoryCreateRequest(
    string? Name, string? Description, string? Type, string? ConnectorSubscriptionId, JsonElement? SystemMetadata);

public sealed record DirectoryUpdateRequest(string? Name, string? Description);

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

public sealed record DirectoryFileCreateRequest(string? FileId, string? UniqueId, string? DisplayName, JsonElement? Metadata);

public sealed record DirectoryFileUpdateRequest(
    string? UniqueId, string? DisplayName, string? TargetDirectoryId, JsonElement? Metadata);

public sealed record DirectoryFileBulkDeleteRequest(IReadOnlyList<string?>? DirectoryFileIds);

/// <summary>A file's place in a directory. <see cref="Id"/> is a <c>dfl-</c> id and outlives the replacement of its content.</summary>
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

/// <summary>An absolute URL that needs no key until it expires.</summary>
public sealed record PresignedUrl(string Url, DateTimeOffset ExpiresAt, IReadOnlyDictionary<string, string>? FormFields = null);

/// <summary>An organization's project; a key belongs to one.</summary>
public sealed record Project(
    string Name, string Id, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string OrganizationId, bool IsDefault);
