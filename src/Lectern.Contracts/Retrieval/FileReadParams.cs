namespace Lectern.Contracts;

/// <summary>Body of <c>POST /api/v1/retrieval/files/read</c>.</summary>
/// <param name="Offset">Code points; past the end reads nothing.</param>
/// <param name="MaxLength">Code points; null reads to the end.</param>
public sealed record FileReadParams(
    [Field(Presence.Given)] string? IndexId,
    [Field(Presence.Given)] string? FileId,
    [Field(Default = 0)] int? Offset = null,
    int? MaxLength = null);
