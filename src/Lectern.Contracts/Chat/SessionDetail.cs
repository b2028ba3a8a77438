using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>A session with its history: every event but the deltas, in order.</summary>
public sealed record SessionDetail(
    string SessionId,
    string? GeneratedTitle,
    DateTimeOffset LastUpdatedAt,
    JobMetadata? JobMetadata,
    IReadOnlyList<string>? IndexIds,
    IReadOnlyList<ChatEvent> Events,
    [Field(OneOf = ["read_only", "query"])] string SharedAccess)
{
    /// <summary>The model that was chosen for it; null for the server's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }
}
