namespace Lectern.Contracts;

/// <summary>Body of <c>POST /api/v1/chat/{session_id}/title</c>.</summary>
public sealed record SessionTitleRequest(string? FirstMessage);
