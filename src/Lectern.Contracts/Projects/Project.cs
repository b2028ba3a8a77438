namespace Lectern.Contracts;

/// <summary>An organization's project; a key belongs to one.</summary>
public sealed record Project(
    [Field(Min = 1, Max = RequestLimits.NameCharacters)] string Name,
    [Field(Format = "uuid")] string Id,
    [Field(Presence.OptionalOrNull)] DateTimeOffset CreatedAt,
    [Field(Presence.OptionalOrNull)] DateTimeOffset UpdatedAt,
    [Field(Format = "uuid")] string OrganizationId,
    [Field(Default = false)] bool IsDefault);
