namespace Lectern.Contracts;

/// <summary>Body of <c>POST /api/v1/beta/files/query</c>.</summary>
/// <param name="OrderBy">
/// <c>id</c>, <c>name</c>, <c>last_modified_at</c>, each with <c>asc</c> (default) or <c>desc</c> after a space.
/// </param>
public sealed record FileQueryRequest(
    int? PageSize = null, string? PageToken = null, FileFilter? Filter = null, string? OrderBy = null);
