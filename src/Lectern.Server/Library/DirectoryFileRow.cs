using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Library;

/// <summary>A file's place in a directory, as the store has it.</summary>
internal sealed record DirectoryFileRow(
    string Id, long CreatedAt, long UpdatedAt, string ProjectId, string DirectoryId, string UniqueId, string DisplayName,
    string FileId, string Metadata, long? DeletedAt, long? Size)
{
    public const string Columns =
        "id, created_at, updated_at, project_id, directory_id, unique_id, display_name, file_id, metadata, deleted_at";

    /// <summary>With the content's size, to read a row.</summary>
    public const string Selected = Columns + ", (SELECT size FROM files WHERE files.id = directory_files.file_id) AS size";

    public DirectoryFileResponse ToResponse() => new(
        Id, UnixTime.At(CreatedAt), UnixTime.At(UpdatedAt), ProjectId, DirectoryId, UniqueId, DisplayName, FileId,
        StoredJson.Read(Metadata), UnixTime.At(DeletedAt), DownloadUrl: null)
    {
        SizeBytes = Size,
    };
}
