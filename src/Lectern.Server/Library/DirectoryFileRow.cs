using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Library;

/// <summary>A file's place in a directory, as the store has it.</summary>
internal sealed record DirectoryFileRow(
    string Id, long CreatedAt, long UpdatedAt, string ProjectId, string DirectoryId, string UniqueId, string DisplayName,
    string FileId, string Metadata, long? DeletedAt, long? Size)
{
    public DirectoryFileResponse ToResponse() => new(
        Id, UnixTime.At(CreatedAt), UnixTime.At(UpdatedAt), ProjectId, DirectoryId, UniqueId, DisplayName, FileId,
        StoredJson.Read(Metadata), UnixTime.At(DeletedAt), DownloadUrl: null)
    {
        SizeBytes = Size,
    };
}
