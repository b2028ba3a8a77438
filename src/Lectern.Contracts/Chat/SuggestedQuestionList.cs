namespace Lectern.Contracts;

/// <summary>Questions that were tried just now and are answered with a citation; there may be none.</summary>
public sealed record SuggestedQuestionList(IReadOnlyList<string> Items);
