using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>A passage that <c>retrieve</c> shows.</summary>
/// <param name="N">What it is cited by; the same for the whole session. Null when it has none.</param>
/// <param name="FileId">The <c>dfl-</c> id.</param>
/// <param name="Index">The index's name.</param>
/// <param name="PageStart">From 1; null for a format without pages.</param>
/// <param name="EndChar">Exclusive; of what is shown, which can be the passage's beginning.</param>
/// <param name="Heading">The headings above it; null without any.</param>
/// <param name="Score">0 to 1, comparable between queries.</param>
public sealed record FoundPassage(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? N,
    string FileId,
    string FileName,
    string IndexId,
    string Index,
    int? PageStart,
    int? PageEnd,
    int StartChar,
    int EndChar,
    string? Heading,
    double Score,
    string Content)
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
}
