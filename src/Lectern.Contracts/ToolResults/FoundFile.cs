using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>A file that <c>find_files</c> lists.</summary>
/// <param name="FileId">The <c>dfl-</c> id.</param>
/// <param name="Index">The index's name.</param>
public sealed record FoundFile(string FileId, string FileName, string IndexId, string Index)
{
    /// <summary>
    /// What happened in the time that was asked for: <c>added</c>, else <c>changed</c> in content, name or metadata. Null where
    /// no time was.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Change { get; init; }

    /// <summary>When it was added or changed last; as <see cref="Change"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ChangedAt { get; init; }
}
