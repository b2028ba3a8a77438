namespace Lectern.Contracts;

/// <summary>A rectangle in points from the page's top left.</summary>
public sealed record PageBox(
    [Field(Presence.Optional)] int Page,
    [Field(Presence.Optional)] double X,
    [Field(Presence.Optional)] double Y,
    [Field(Presence.Optional)] double Width,
    [Field(Presence.Optional)] double Height);
