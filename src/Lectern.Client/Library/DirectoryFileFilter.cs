namespace Lectern.Client;

/// <summary>What a directory's list is narrowed to; nulls do not narrow.</summary>
public sealed class DirectoryFileFilter
{
    /// <summary>Exact name.</summary>
    public string? DisplayName { get; init; }

    /// <summary>A part of the name, in any case.</summary>
    public string? DisplayNameContains { get; init; }

    /// <summary>Exact.</summary>
    public string? UniqueId { get; init; }

    /// <summary>The content's UUID.</summary>
    public string? FileId { get; init; }

    /// <summary>Deleted files as well.</summary>
    public bool IncludeDeleted { get; init; }

    /// <summary>Changed then or later.</summary>
    public DateTimeOffset? UpdatedAtOnOrAfter { get; init; }

    /// <summary>Changed then or earlier.</summary>
    public DateTimeOffset? UpdatedAtOnOrBefore { get; init; }

    /// <summary>With a link to each file's content.</summary>
    public bool ExpandDownloadUrl { get; init; }
}
