namespace Lectern.Contracts;

/// <summary>Body of <c>PATCH /api/v1/chat/{session_id}</c>.</summary>
/// <param name="Title">1 to 200 characters; kept as one line of at most 80.</param>
public sealed record SessionUpdateRequest([Field(Presence.Given, Min = 1, Max = RequestLimits.TitleCharacters)] string? Title);
