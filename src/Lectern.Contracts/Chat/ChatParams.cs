namespace Lectern.Contracts;

/// <summary>Body of <c>POST /api/v1/chat/{session_id}/messages/stream</c>.</summary>
/// <param name="Prompt">1 to 32,000 characters.</param>
/// <param name="Model">One of <c>GET /api/v1/models</c>, which the session remembers; null for the session's.</param>
public sealed record ChatParams(
    [Field(Max = RequestLimits.Indexes)] IReadOnlyList<string?>? IndexIds,
    [Field(Presence.Given, Min = 1, Max = RequestLimits.PromptCharacters)] string? Prompt,
    [Field(Default = false)] bool? RequireAllIndexes,
    string? Model = null);
