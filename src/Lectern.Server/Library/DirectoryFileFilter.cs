namespace Lectern.Server.Library;

/// <summary>What a list of a directory's files is narrowed to; nulls do not narrow.</summary>
internal sealed record DirectoryFileFilter(
    string? DisplayName, string? DisplayNameContains, string? UniqueId, string? FileId, bool IncludeDeleted,
    DateTimeOffset? UpdatedFrom, DateTimeOffset? UpdatedTo);
