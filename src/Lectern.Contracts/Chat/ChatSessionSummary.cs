using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>A session without its events.</summary>
/// <param name="GeneratedTitle">From the first user message; null before it.</param>
/// <param name="JobMetadata">Of the latest turn that ended; null before the first.</param>
/// <param name="IndexIds">The bound set as the client named it; null for an unbound session.</param>
public sealed record ChatSessionSummary(
    string SessionId,
    string? GeneratedTitle,
    DateTimeOffset LastUpdatedAt,
    JobMetadata? JobMetadata,
    IReadOnlyList<string>? IndexIds,
    [Field(OneOf = ["read_only", "query"])] string SharedAccess)
{
    /// <summary>The model that was chosen for it; null for the server's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }
}
