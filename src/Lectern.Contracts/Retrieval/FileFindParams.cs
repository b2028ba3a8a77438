namespace Lectern.Contracts;

/// <summary>Body of <c>POST /api/v1/retrieval/files/find</c>: by exact name, or by a case-insensitive part of it.</summary>
public sealed record FileFindParams(
    [Field(Presence.Given)] string? IndexId,
    string? FileName = null, string? FileNameContains = null, int? PageSize = null, string? PageToken = null);
