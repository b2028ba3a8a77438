namespace Lectern.Benchmarks.Claims.Swaps;

/// <param name="Label">What its column is called; empty when only a year stands above it.</param>
/// <param name="Year">The year that stands above it, or null.</param>
internal sealed record SourceCell(string Label, string? Year, string Value)
{
    public string Head => $"{Label} {Year}";
}
