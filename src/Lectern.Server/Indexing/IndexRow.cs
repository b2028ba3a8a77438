using System.Text.Json;
using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Indexing;

/// <param name="Generation">The name of its contents; null while it has none.</param>
internal sealed record IndexRow(
    string Id, string ProjectId, string Name, string? Description, string SourceDirectoryId, string SyncConfigId,
    string ExportConfigId, string SyncFrequency, string VectorTarget, string StoreAttachments, string Metadata, long CreatedAt,
    long UpdatedAt, long? LastSyncedAt, string? Generation)
{
    /// <summary>Whether its chunks get vectors, if there is a model for them.</summary>
    public bool WantsVectors => VectorTarget != "DISABLED";

    /// <summary>
    /// Whether it has contents: a sync swapped some in, they are there, and the last one did not fail as a whole.
    /// </summary>
    public bool IsSearchable => Generation is not null && ReadMetadata().Status != IndexStatus.Failed;

    /// <summary>Which attachments a sync makes: <c>screenshots</c>, <c>items</c>, both or none.</summary>
    public IReadOnlyList<string> ReadStoreAttachments() =>
        JsonSerializer.Deserialize(StoreAttachments, LecternJson.Wire.Strings) ?? [];

    public IndexMetadata ReadMetadata() =>
        JsonSerializer.Deserialize(Metadata, LecternJson.Wire.IndexMetadata)
            ?? throw new InvalidDataException("The metadata is null.");

    /// <summary>After a cancel the old contents stand: the index is as it was before.</summary>
    public IndexMetadata AfterCancel()
    {
        var metadata = ReadMetadata();
        var status = Generation is null ? IndexStatus.Cancelled
            : metadata.Files is { Total: > 0, Ready: 0 } ? IndexStatus.Failed
            : IndexStatus.Ready;
        return metadata with { Status = status, Progress = null };
    }

    public IndexResponse ToResponse(bool? syncInProgress) => new(
        Id, UnixTime.At(CreatedAt), UnixTime.At(UpdatedAt), Name, Description, ProjectId, SourceDirectoryId, SourceDirectoryId,
        SyncConfigId, ExportConfigId, UnixTime.At(LastSyncedAt), UnixTime.At(LastSyncedAt), ReadMetadata(), syncInProgress);

    public static string ToJson(IndexMetadata metadata) => JsonSerializer.Serialize(metadata, LecternJson.Wire.IndexMetadata);
}
