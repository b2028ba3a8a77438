namespace Lectern.Contracts;

/// <summary>Body of <c>POST /api/v1/retrieval/files/grep</c>.</summary>
/// <param name="Pattern">
/// .NET regular expression without backtracking, 1 to 1,000 characters; <c>^</c> and <c>$</c> match at lines.
/// </param>
/// <param name="ContextChars">Code points on each side of a match; default 100, at most 5,000.</param>
public sealed record FileGrepParams(
    [Field(Presence.Given)] string? IndexId,
    [Field(Presence.Given)] string? FileId,
    [Field(Presence.Given)] string? Pattern,
    int? ContextChars = null, int? PageSize = null, string? PageToken = null);
