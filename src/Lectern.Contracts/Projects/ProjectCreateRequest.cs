namespace Lectern.Contracts;

/// <summary>Body of <c>POST /api/v1/projects</c>.</summary>
/// <param name="Name">1 to 100 characters.</param>
public sealed record ProjectCreateRequest([Field(Presence.Given, Min = 1, Max = RequestLimits.LabelCharacters)] string? Name);
