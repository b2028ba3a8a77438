namespace Lectern.Contracts;

public sealed record IndexProductEntry(
    [Field(Presence.Given)] string? ProductType, [Field(Presence.Given)] string? ProductConfigId);
