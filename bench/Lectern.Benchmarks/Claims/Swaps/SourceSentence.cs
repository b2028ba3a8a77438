namespace Lectern.Benchmarks.Claims.Swaps;

/// <param name="Text">Without its full stop.</param>
/// <param name="Before">The sentence before it in the passage.</param>
internal sealed record SourceSentence(string Text, string? Before);
