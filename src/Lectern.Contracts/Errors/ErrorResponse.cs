namespace Lectern.Contracts;

/// <summary>Every error but a validation error: one clear sentence.</summary>
public sealed record ErrorResponse(string Detail);
