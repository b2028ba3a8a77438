namespace Lectern.Contracts;

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
