namespace Lectern.Contracts;

/// <summary>A page of sessions, newest first.</summary>
public sealed record SessionList(IReadOnlyList<ChatSessionSummary> Items, string? NextPageToken);
