using Lectern.Server.Platform;

namespace Lectern.Server.Evaluations;

/// <summary>How an evaluation asks.</summary>
/// <param name="Model">In place of the server's own; null for that.</param>
/// <param name="Concurrency">Questions, or sessions, at once.</param>
internal sealed record EvaluationCall(Scope Scope, string? Model, int Concurrency);
