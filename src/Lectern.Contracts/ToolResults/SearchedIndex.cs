namespace Lectern.Contracts;

/// <summary>An index as <c>retrieve</c> searched it.</summary>
/// <param name="Generation">
/// Of its contents: each step of a sync that changes them makes a higher number. The index lists it as long as it is kept.
/// </param>
public sealed record SearchedIndex(string IndexId, long Generation);
