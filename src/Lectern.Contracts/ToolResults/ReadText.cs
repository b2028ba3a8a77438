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
    /// <inheritdoc/>
    public override JsonElement ToJson() => JsonSerializer.SerializeToElement(this, LecternJson.Wire.ReadText);
}
