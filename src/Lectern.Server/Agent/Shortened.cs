using System.Text.Json.Serialization;

namespace Lectern.Server.Agent;

/// <summary>
/// What is left of a tool's result, or of a passage in one; fields that it has not are not written. Only a model sees it.
/// </summary>
internal sealed record Shortened
{
    public int? N { get; init; }

    public string? FileId { get; init; }

    public string? FileName { get; init; }

    public int? PageStart { get; init; }

    public int? PageEnd { get; init; }

    public int? StartChar { get; init; }

    public int? EndChar { get; init; }

    public string? Content { get; init; }

    public IReadOnlyList<Shortened>? Passages { get; init; }

    /// <summary>How many passages did not fit.</summary>
    public int? LeftOut { get; init; }

    /// <summary>Of a result of another kind.</summary>
    public string? Beginning { get; init; }

    /// <summary>The sign by which the model knows it, and by which it is not shortened again.</summary>
    [JsonPropertyName("shortened")]
    public bool? IsShortened { get; init; }
}
