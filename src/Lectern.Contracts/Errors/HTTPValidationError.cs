namespace Lectern.Contracts;

/// <summary>Status 422.</summary>
public sealed record HTTPValidationError([Field(Presence.Optional)] IReadOnlyList<ValidationError> Detail);
