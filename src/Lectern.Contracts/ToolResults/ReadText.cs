using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>The part of a file that <c>read_file</c> read.</summary>
/// <param name="N">As of a <see cref="FoundPassage"/>.</param>
/// <param name="FileName">Null in logs of versions that did not know it.</param>
/// <param name="EndChar">Exclusive.</param>
/// <param name="More">The file goes on.</param>
public sealed record ReadText(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? N,
    string FileId,
    string? FileName,
    string IndexId,
    int StartChar,
    int EndChar,
    string Content,
    bool More) : ToolResult
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
    public override JsonElement ToJson() => JsonSerializer.SerializeToElement(this, LecternJson.Wire.ReadText);
}
