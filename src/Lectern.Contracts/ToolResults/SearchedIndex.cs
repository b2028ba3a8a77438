namespace Lectern.Contracts;

/// <summary>An index as <c>retrieve</c> searched it.</summary>
/// <param name="Generation">Of its contents: each step of a sync that changes them makes the next number.</param>
public sealed record SearchedIndex(string IndexId, long Generation);
