namespace Lectern.Benchmarks.Claims.Swaps;

/// <param name="Key">What the row is about: its first cell.</param>
/// <param name="Cells">Those that hold a figure and have a head.</param>
internal sealed record SourceRow(string Key, IReadOnlyList<SourceCell> Cells);
