namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>What a sentence says of one of its subjects.</summary>
/// <param name="Own">The tokens of its clauses.</param>
/// <param name="Scope">Those, and what they take from the clauses before and behind.</param>
internal sealed record SubjectGroup(IReadOnlySet<int> Own, IReadOnlySet<int> Scope);
