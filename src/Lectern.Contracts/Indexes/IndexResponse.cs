namespace Lectern.Contracts;

/// <param name="Metadata">See <see cref="IndexMetadata"/>.</param>
/// <param name="SyncInProgress">Only with <c>expand=sync_in_progress</c>.</param>
public sealed record IndexResponse(
    string Id,
    [Field(Presence.OptionalOrNull)] DateTimeOffset CreatedAt,
    [Field(Presence.OptionalOrNull)] DateTimeOffset UpdatedAt,
    string Name,
    string? Description,
    string ProjectId,
    string SourceDirectoryId,
    string OutputDirectoryId,
    string SyncConfigId,
    string ExportConfigId,
    DateTimeOffset? LastSyncedAt,
    DateTimeOffset? LastExportedAt,
    [Field(Presence.Optional)] IndexMetadata Metadata,
    bool? SyncInProgress);
