namespace Lectern.Contracts;

/// <summary>A session with its history: every event but the deltas, in order.</summary>
public sealed record SessionDetail(
    string SessionId,
    string? GeneratedTitle,
    DateTimeOffset LastUpdatedAt,
    JobMetadata? JobMetadata,
    IReadOnlyList<string>? IndexIds,
    IReadOnlyList<ChatEvent> Events,
    [Field(OneOf = ["read_only", "query"])] string SharedAccess);
