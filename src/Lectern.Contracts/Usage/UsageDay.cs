namespace Lectern.Contracts;

/// <param name="Day">Of UTC: <c>2026-11-25</c>.</param>
/// <param name="Turns">Prompts that were answered.</param>
/// <param name="Steps">Calls of the model for them.</param>
public sealed record UsageDay(string Day, long Turns, long Steps, long InputTokens, long OutputTokens);
