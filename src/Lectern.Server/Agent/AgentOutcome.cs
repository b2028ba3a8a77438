namespace Lectern.Server.Agent;

/// <summary>How the agent's part of a turn ended; the turn's runner makes the stop event of it.</summary>
/// <param name="Error">A sentence for a person, or null.</param>
internal sealed record AgentOutcome(string? Error, AgentUsage Used);
