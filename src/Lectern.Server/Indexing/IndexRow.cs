using System.Text.Json;
using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Indexing;

/// <summary>An index as its store has it. Only a store makes one, from its row: nobody else has the key of an index.</summary>
internal sealed record IndexRow
{
    private IndexRow(
        string id, string projectId, string name, string? description, string sourceDirectoryId, string syncConfigId,
        string exportConfigId, string vectorTarget, string storeAttachments, string metadata,
        long createdAt, long updatedAt, long? lastSyncedAt, string? generation, long? restoredAt, long? filesReady)
    {
        (Id, ProjectId) = (id, projectId);
        (Name, Description) = (name, description);
        (SourceDirectoryId, SyncConfigId, ExportConfigId) = (sourceDirectoryId, syncConfigId, exportConfigId);
        (VectorTarget, StoreAttachments, Metadata) = (vectorTarget, storeAttachments, metadata);
        (CreatedAt, UpdatedAt, LastSyncedAt) = (createdAt, updatedAt, lastSyncedAt);
        (Generation, RestoredAt, FilesReady) = (generation, restoredAt, filesReady);
    }

    public string Id { get; }

    public string ProjectId { get; }

    public string Name { get; }

    public string? Description { get; }

    public string SourceDirectoryId { get; }

    public string SyncConfigId { get; }

    public string ExportConfigId { get; }

    public string VectorTarget { get; }

    public string StoreAttachments { get; }

    public string Metadata { get; }

    public long CreatedAt { get; }

    public long UpdatedAt { get; }

    public long? LastSyncedAt { get; }

    /// <summary>The name of its contents; null while it has none.</summary>
    public string? Generation { get; }

    /// <summary>When the earlier generation was asked for that is live again; null when a sync ended since.</summary>
    public long? RestoredAt { get; }

    /// <summary>Files that can be searched since the last step of a sync; null when a sync ended since.</summary>
    public long? FilesReady { get; }

    public IndexKey Key => IndexKey.Of(this);

    /// <summary>Whether its chunks get vectors, if there is a model for them.</summary>
    public bool WantsVectors => VectorTarget != "DISABLED";

    /// <summary>
    /// Whether it has contents: a sync swapped some in, and they are there. A later one that failed as a whole left them; only an
    /// index of which no file could be read has none.
    /// </summary>
    public bool IsSearchable => Generation is not null
        && ReadMetadata() is not { Status: IndexStatus.Failed, Files: { Total: > 0, Ready: 0 } };

    /// <summary>Which attachments a sync makes: <c>screenshots</c>, <c>items</c>, both or none.</summary>
    public IReadOnlyList<string> ReadStoreAttachments() =>
        JsonSerializer.Deserialize(StoreAttachments, LecternJson.Wire.Strings) ?? [];

    public IndexMetadata ReadMetadata() =>
        JsonSerializer.Deserialize(Metadata, LecternJson.Wire.IndexMetadata)
            ?? throw new InvalidDataException("The metadata is null.");

    /// <summary>After a cancel the index is as it was before, but for the files that were swapped in by steps.</summary>
    public IndexMetadata AfterCancel()
    {
        var metadata = ReadMetadata();
        if (metadata.Files is { Ready: 0 } && FilesReady > 0)
        {
            // By steps some came in: what the last whole sync could read is no more true.
            return metadata with { Status = IndexStatus.Ready, Error = null, Progress = null, Files = null, Failures = null };
        }

        var status = Generation is null || metadata.Files is null ? IndexStatus.Cancelled
            : metadata.Files is { Total: > 0, Ready: 0 } ? IndexStatus.Failed
            : IndexStatus.Ready;
        return metadata with { Status = status, Progress = null };
    }

    /// <summary>When a sync was asked for.</summary>
    public IndexMetadata AfterRequest() => ReadMetadata() with { Status = IndexStatus.Syncing, Error = null };

    /// <param name="isAgain">Whether another sync was asked for meanwhile.</param>
    public IndexMetadata After(SyncEnd end, bool isAgain)
    {
        var metadata = end switch
        {
            SyncEnd.Synced synced => synced.Metadata,
            SyncEnd.Failed failed => Failed(failed.Error),
            SyncEnd.Cancelled { Error: { } error } => AfterCancel() with { Error = error },
            _ => AfterCancel(),
        };
        return isAgain ? metadata with { Status = IndexStatus.Syncing, Error = null } : metadata;
    }

    private IndexMetadata Failed(string error)
    {
        var metadata = ReadMetadata();

        // That no file could be read is no more known: by steps some may have come in.
        var files = metadata.Files is { Ready: 0 } ? null : metadata.Files;
        return metadata with { Status = IndexStatus.Failed, Progress = null, Error = error, Files = files };
    }

    public IndexResponse ToResponse(bool? syncInProgress) => new(
        Id, UnixTime.At(CreatedAt), UnixTime.At(UpdatedAt), Name, Description, ProjectId, SourceDirectoryId, SourceDirectoryId,
        SyncConfigId, ExportConfigId, UnixTime.At(LastSyncedAt), UnixTime.At(LastSyncedAt), ReadMetadata(), syncInProgress);

    public static string ToJson(IndexMetadata metadata) => JsonSerializer.Serialize(metadata, LecternJson.Wire.IndexMetadata);
}
