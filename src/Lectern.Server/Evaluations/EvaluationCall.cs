using Lectern.Server.Platform;

namespace Lectern.Server.Evaluations;

/// <summary>How an evaluation asks.</summary>
/// <param name="Quotes">The answerer that quotes, in place of the server's model.</param>
/// <param name="Concurrency">Questions, or sessions, at once.</param>
internal sealed record EvaluationCall(Scope Scope, bool Quotes, int Concurrency);
