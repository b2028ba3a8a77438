namespace Lectern.Server.Library;

/// <summary>What a list of files can be ordered by.</summary>
internal enum FileField
{
    Id,
    Name,
    CreatedAt,
    ExternalFileId,
}
