using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Library;

/// <summary>A file as the store has it.</summary>
internal sealed record StoredFile(
    string Id, string ProjectId, string Name, string? ExternalFileId, string? Purpose, string ContentHash, long CreatedAt)
{
    public FileV2 ToFile(PresignedUrl? downloadUrl = null) => new(
        Id, Name, ExternalFileId, FileType(Name), ProjectId, UnixTime.At(CreatedAt), ExpiresAt: null, Purpose, downloadUrl);

    private static string? FileType(string name) =>
        Path.GetExtension(name) is { Length: > 1 } ending ? ending[1..].ToLowerInvariant() : null;
}
