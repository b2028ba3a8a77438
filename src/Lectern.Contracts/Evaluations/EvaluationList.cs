namespace Lectern.Contracts;

/// <summary>The evaluations that the server still has, newest first.</summary>
public sealed record EvaluationList(IReadOnlyList<EvaluationSummary> Items);
