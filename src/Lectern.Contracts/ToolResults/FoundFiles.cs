using System.Text.Json;

namespace Lectern.Contracts;

/// <summary>What <c>find_files</c> found.</summary>
/// <param name="More">There are more of them than it lists.</param>
public sealed record FoundFiles(IReadOnlyList<FoundFile> Files, bool More) : ToolResult
{
    /// <inheritdoc/>
    public override JsonElement ToJson() => JsonSerializer.SerializeToElement(this, LecternJson.Wire.FoundFiles);
}
