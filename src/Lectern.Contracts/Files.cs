namespace Lectern.Contracts;

/// <summary>A stored file: its content never changes; another content is another file.</summary>
/// <param name="Id">UUID.</param>
/// <param name="FileType">The name's ending without its dot, lower case; null when it has none.</param>
/// <param name="ExpiresAt">Always null: files stay until they are deleted.</param>
/// <param name="DownloadUrl">Only with <c>expand=download_url</c>.</param>
public sealed record FileV2(
    string Id,
    [Field(Min = 1, Max = 3000)] string Name,
    string? ExternalFileId,
    [Field(Min = 1, Max = 3000)] string? FileType,
    [Field(Format = "uuid")] string ProjectId,
    DateTimeOffset? LastModifiedAt,
    DateTimeOffset? ExpiresAt,
    string? Purpose,
    PresignedUrl? DownloadUrl);

/// <summary>Body of <c>POST /api/v1/beta/files/query</c>.</summary>
/// <param name="OrderBy">
/// <c>id</c>, <c>name</c>, <c>last_modified_at</c>, each with <c>asc</c> (default) or <c>desc</c> after a space.
/// </param>
public sealed record FileQueryRequest(
    int? PageSize = null, string? PageToken = null, FileFilter? Filter = null, string? OrderBy = null);

/// <summary>What a list of files is narrowed to; nulls do not narrow.</summary>
/// <param name="FileIds">UUIDs.</param>
/// <param name="DataSourceId">No file of this server has one.</param>
/// <param name="OnlyManuallyUploaded">Every file of this server is.</param>
public sealed record FileFilter(
    [Field(Format = "uuid")] string? ProjectId = null,
    [Field(Format = "uuid")] IReadOnlyList<string?>? FileIds = null,
    string? FileName = null,
    [Field(Format = "uuid")] string? DataSourceId = null,
    string? ExternalFileId = null,
    bool? OnlyManuallyUploaded = null);

/// <summary>
/// A named object that a sync made of a file, such as <c>screenshots/page_7.jpg</c> or <c>items/page_3.json</c>.
/// </summary>
/// <param name="Size">Bytes.</param>
public sealed record FileAttachmentMetadata(string Name, [Field(Min = 0)] long Size, DateTimeOffset? LastModified);

/// <summary>An absolute URL that needs no key until it expires.</summary>
public sealed record PresignedUrl(
    [Field(Min = 1, Format = "uri")] string Url,
    DateTimeOffset ExpiresAt,
    IReadOnlyDictionary<string, string>? FormFields = null);
