using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>What <c>retrieve</c> found.</summary>
/// <param name="Passages">Best first.</param>
/// <param name="More">Something did not fit into the result.</param>
/// <param name="NotSearched">Names of the indexes that could not be searched; null when all could.</param>
/// <param name="FilesWaiting">Changed files that the searched indexes have not taken in; null when there are none.</param>
/// <param name="FilesTotal">Of how many, where each of the indexes that lack some is read for the first time; else null.</param>
public sealed record FoundPassages(
    IReadOnlyList<FoundPassage> Passages,
    bool More,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? NotSearched = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? FilesWaiting = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? FilesTotal = null) : ToolResult
{
    /// <summary>Which indexes were searched, and in which generation; null in what was logged before servers told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SearchedIndex>? Searched { get; init; }

    /// <inheritdoc/>
    public override JsonElement ToJson() => JsonSerializer.SerializeToElement(this, LecternJson.Wire.FoundPassages);
}
