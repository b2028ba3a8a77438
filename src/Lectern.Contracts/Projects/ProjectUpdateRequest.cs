namespace Lectern.Contracts;

/// <summary>Body of <c>PATCH /api/v1/projects/{project_id}</c>.</summary>
/// <param name="Name">1 to 100 characters.</param>
public sealed record ProjectUpdateRequest([Field(Presence.Given, Min = 1, Max = RequestLimits.LabelCharacters)] string? Name);
