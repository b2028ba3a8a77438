using System.Text.Json;

namespace Lectern.Contracts;

/// <summary>Every error but a validation error: one clear sentence.</summary>
public sealed record ErrorResponse(string Detail);

/// <summary>Status 422.</summary>
public sealed record HTTPValidationError(IReadOnlyList<ValidationError> Detail);

/// <param name="Loc">Starts with <c>body</c>, <c>query</c> or <c>path</c>; then wire names and list positions.</param>
public sealed record ValidationError(IReadOnlyList<JsonElement> Loc, string Msg, string Type);
