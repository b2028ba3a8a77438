using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>What <c>find_files</c> found.</summary>
/// <param name="More">There are more of them than it lists.</param>
/// <param name="Total">How many there are; null in logs of versions that did not count.</param>
public sealed record FoundFiles(
    IReadOnlyList<FoundFile> Files,
    bool More,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Total = null) : ToolResult
{
    /// <summary>The day or time from which files were added or changed; null where none was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Since { get; init; }

    /// <summary>The last day or time; as <see cref="Since"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Until { get; init; }

    /// <summary>Changed files that the indexes have not taken in; null when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? FilesWaiting { get; init; }

    /// <inheritdoc cref="FoundPassages.FilesTotal"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? FilesTotal { get; init; }

    /// <inheritdoc/>
    public override JsonElement ToJson() => JsonSerializer.SerializeToElement(this, LecternJson.Wire.FoundFiles);
}
