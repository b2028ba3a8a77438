using System.Text.Json;

namespace Lectern.Contracts;

/// <summary>What <c>grep_file</c> found in one file.</summary>
/// <param name="FileName">Null in logs of versions that did not know it.</param>
/// <param name="Matches">In the order of the text.</param>
/// <param name="More">There are more, or a match is shown in part.</param>
public sealed record FoundMatches(
    string FileId, string? FileName, string IndexId, IReadOnlyList<FoundMatch> Matches, bool More) : ToolResult
{
    /// <inheritdoc/>
    public override JsonElement ToJson() => JsonSerializer.SerializeToElement(this, LecternJson.Wire.FoundMatches);
}
