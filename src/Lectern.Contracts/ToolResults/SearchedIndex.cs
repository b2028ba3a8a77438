namespace Lectern.Contracts;

/// <summary>An index as <c>retrieve</c> searched it.</summary>
/// <param name="Generation">
/// Of its contents: each step of a sync that changes them makes a higher number, and so does joining their parts, which changes
/// nothing.
/// </param>
public sealed record SearchedIndex(string IndexId, long Generation);
