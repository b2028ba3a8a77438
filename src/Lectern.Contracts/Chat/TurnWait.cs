namespace Lectern.Contracts;

/// <summary>What a session's turn waits for.</summary>
/// <param name="WaitsFor"><c>place</c>: other turns run first; <c>model</c>: its server is asked again later. Else null.</param>
/// <param name="Seconds">Until the model's server is asked again.</param>
public sealed record TurnWait([Field(OneOf = ["place", "model"])] string? WaitsFor, int? Seconds);
