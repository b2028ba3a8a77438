using Lectern.Server.Agent;
using Lectern.Server.Platform;

namespace Lectern.Server.Evaluations;

/// <summary>How an evaluation asks.</summary>
/// <param name="Agent">Who answers.</param>
/// <param name="Concurrency">Questions, or sessions, at once.</param>
internal sealed record EvaluationCall(Scope Scope, DocumentAgent Agent, int Concurrency);
