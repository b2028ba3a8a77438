namespace Lectern.Contracts;

/// <summary>A stored file: its content never changes; another content is another file.</summary>
/// <param name="Id">UUID.</param>
/// <param name="FileType">The name's ending without its dot, lower case; null when it has none.</param>
/// <param name="ExpiresAt">Always null: files stay until they are deleted.</param>
/// <param name="DownloadUrl">Only with <c>expand=download_url</c>.</param>
public sealed record FileV2(
    string Id,
    [Field(Min = 1, Max = RequestLimits.NameCharacters)] string Name,
    string? ExternalFileId,
    [Field(Min = 1, Max = RequestLimits.NameCharacters)] string? FileType,
    [Field(Format = "uuid")] string ProjectId,
    DateTimeOffset? LastModifiedAt,
    DateTimeOffset? ExpiresAt,
    string? Purpose,
    PresignedUrl? DownloadUrl);
