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
    /// <inheritdoc/>
    public override JsonElement ToJson() => JsonSerializer.SerializeToElement(this, LecternJson.Wire.FoundFiles);
}
