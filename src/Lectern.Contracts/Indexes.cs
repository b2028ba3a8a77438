using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>Body of <c>POST /api/v1/indexes</c>.</summary>
/// <param name="SyncFrequency"><c>manual</c> (default), <c>daily</c> or <c>on_source_change</c>.</param>
/// <param name="StoreAttachments"><c>screenshots</c>, <c>items</c>.</param>
/// <param name="VectorTarget"><c>DEFAULT</c> or <c>DISABLED</c> (words only).</param>
public sealed record IndexCreateRequest(
    [Field(Presence.Given)] string? SourceDirectoryId,
    string? Name = null,
    IReadOnlyList<IndexProductEntry?>? Products = null,
    string? Description = null,
    [Field(Default = "manual", OneOf = ["manual", "daily", "on_source_change"])] string? SyncFrequency = null,
    [Field(OneOf = ["screenshots", "items"])] IReadOnlyList<string?>? StoreAttachments = null,
    [Field(Default = "DEFAULT", OneOf = ["DEFAULT", "DISABLED"])] string? VectorTarget = null);

public sealed record IndexProductEntry(
    [Field(Presence.Given)] string? ProductType, [Field(Presence.Given)] string? ProductConfigId);

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

/// <summary>How an index stands. Keys that say nothing are left out.</summary>
/// <param name="Status"><c>syncing</c>, <c>ready</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Error">Why the last sync failed as a whole.</param>
/// <param name="Progress">While a sync runs.</param>
/// <param name="Files">Counts of the last sync that ended.</param>
/// <param name="Failures">Up to 100 files that could not be read, with the reason.</param>
public sealed record IndexMetadata(
    [Field(OneOf = [IndexStatus.Syncing, IndexStatus.Ready, IndexStatus.Failed, IndexStatus.Cancelled])] string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SyncProgress? Progress = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IndexFileCounts? Files = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<IndexFileFailure>? Failures = null);

/// <param name="Stage"><c>parsing</c>, <c>embedding</c> or <c>writing</c>.</param>
public sealed record SyncProgress(
    int FilesDone, int FilesTotal, int PagesDone,
    [Field(OneOf = [SyncStage.Parsing, SyncStage.Embedding, SyncStage.Writing])] string Stage);

public sealed record IndexFileCounts(int Total, int Ready, int Failed, int Pages, int PagesWithoutText);

public sealed record IndexFileFailure(string FileId, string FileName, string Reason);

/// <summary>One file of an index.</summary>
/// <param name="FileId">The source's <c>dfl-</c> id.</param>
/// <param name="Status"><c>ready</c> or <c>failed</c>.</param>
/// <param name="Characters">Unicode code points of the parsed text.</param>
public sealed record IndexFileEntry(
    string FileId,
    string FileName,
    [Field(OneOf = [IndexStatus.Ready, IndexStatus.Failed])] string Status,
    string? Reason,
    int Pages,
    IReadOnlyList<int> PagesWithoutText,
    int Characters,
    int Chunks,
    string? Parser,
    double DurationMs)
{
    /// <summary>What of a file that was read is not there, such as pictures of pages, and why; a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
