namespace Lectern.Benchmarks.Claims.Swaps;

/// <param name="IsTrue">False when one thing in it was swapped.</param>
internal sealed record SwapClaim(string Kind, SourcePassage Passage, string Text, bool IsTrue);
