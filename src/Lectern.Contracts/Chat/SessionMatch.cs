namespace Lectern.Contracts;

/// <summary>A session that a search found.</summary>
/// <param name="Excerpt">One line around the first place in its messages that was found; null when only the title was.</param>
public sealed record SessionMatch(ChatSessionSummary Session, string? Excerpt);
