namespace Lectern.Contracts;

/// <summary>Body of <c>POST /api/v1/keys</c>.</summary>
/// <param name="Name">1 to 100 characters, for people.</param>
/// <param name="IsAdmin">Default false.</param>
/// <param name="IsServer">Default false; only a key that has this right may give it.</param>
public sealed record KeyCreateRequest(
    [Field(Presence.Given, Min = 1, Max = RequestLimits.LabelCharacters)] string? Name,
    [Field(Default = false)] bool? IsAdmin = null,
    [Field(Default = false)] bool? IsServer = null);
