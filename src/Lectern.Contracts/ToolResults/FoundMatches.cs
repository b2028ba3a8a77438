using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>What <c>grep_file</c> found in one file.</summary>
/// <param name="FileName">Null in logs of versions that did not know it.</param>
/// <param name="Matches">In the order of the text.</param>
/// <param name="More">There are more, or a match is shown in part.</param>
public sealed record FoundMatches(
    string FileId, string? FileName, string IndexId, IReadOnlyList<FoundMatch> Matches, bool More) : ToolResult
{
    /// <summary>From when the document is, a year, a month or a day in ISO 8601; null where nothing tells.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Date { get; init; }

    /// <summary>
    /// What told the date: <c>metadata</c>, <c>file_name</c> or <c>text</c> of the document, or when its file was <c>modified</c>
    /// or <c>added</c>.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DateSource { get; init; }

    /// <inheritdoc/>
    public override JsonElement ToJson() => JsonSerializer.SerializeToElement(this, LecternJson.Wire.FoundMatches);
}
