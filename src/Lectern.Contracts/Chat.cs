namespace Lectern.Contracts;

/// <summary>Body of <c>POST /api/v1/chat</c>.</summary>
/// <param name="IndexIds">At most 10; null, absent or empty makes an unbound session.</param>
/// <param name="SharedAccess"><c>read_only</c> (default) or <c>query</c>.</param>
public sealed record SessionCreate(
    [Field(Max = 10)] IReadOnlyList<string?>? IndexIds, [Field(OneOf = ["read_only", "query"])] string? SharedAccess);

/// <summary>Body of <c>POST /api/v1/chat/{session_id}/messages/stream</c>.</summary>
/// <param name="Prompt">1 to 32,000 characters.</param>
public sealed record ChatParams(
    [Field(Max = 10)] IReadOnlyList<string?>? IndexIds,
    [Field(Presence.Given, Min = 1, Max = 32_000)] string? Prompt,
    [Field(Default = false)] bool? RequireAllIndexes);

/// <summary>Body of <c>POST /api/v1/chat/{session_id}/title</c>.</summary>
public sealed record SessionTitleRequest(string? FirstMessage);

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
    [Field(OneOf = ["read_only", "query"])] string SharedAccess);

/// <summary>A session with its history: every event but the deltas, in order.</summary>
public sealed record SessionDetail(
    string SessionId,
    string? GeneratedTitle,
    DateTimeOffset LastUpdatedAt,
    JobMetadata? JobMetadata,
    IReadOnlyList<string>? IndexIds,
    IReadOnlyList<ChatEvent> Events,
    [Field(OneOf = ["read_only", "query"])] string SharedAccess);

/// <summary>A page of sessions, newest first.</summary>
public sealed record SessionList(IReadOnlyList<ChatSessionSummary> Items, string? NextPageToken);

/// <summary>The latest run of a session.</summary>
/// <param name="ExportConfigIds">Of the indexes that were searched.</param>
public sealed record JobMetadata(
    long? TotalInputTokens,
    long? TotalOutputTokens,
    [Field(Default = 1)] int Turns,
    [Field(Default = 0.0)] double DurationMs,
    [Field(Default = false)] bool IsError,
    string? Error,
    IReadOnlyList<string>? ExportConfigIds);
