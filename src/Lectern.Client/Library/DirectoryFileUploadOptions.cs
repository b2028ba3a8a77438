using System.Text.Json.Nodes;

namespace Lectern.Client;

/// <summary>How an uploaded file is named in its directory.</summary>
public sealed class DirectoryFileUploadOptions
{
    /// <summary>Unique in the directory: an upload with the same one replaces the file. Default: the file's name.</summary>
    public string? UniqueId { get; init; }

    /// <summary>Default: the file's name.</summary>
    public string? DisplayName { get; init; }

    /// <summary>An id of your own.</summary>
    public string? ExternalFileId { get; init; }

    /// <summary>Strings, numbers, booleans, nulls and lists of strings, by which retrieval can filter.</summary>
    public JsonObject? Metadata { get; init; }
}
