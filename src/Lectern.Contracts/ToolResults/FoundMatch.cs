using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>A match that <c>grep_file</c> shows, with what stands around it.</summary>
/// <param name="N">As of a <see cref="FoundPassage"/>.</param>
/// <param name="StartChar">Of the match.</param>
/// <param name="EndChar">Of the match, exclusive.</param>
/// <param name="ContentStartChar">Where <paramref name="Content"/> begins.</param>
public sealed record FoundMatch(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? N,
    int StartChar,
    int EndChar,
    int ContentStartChar,
    string Content);
