namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>One way to make a sentence or row false by swapping one thing. Thread-safe.</summary>
internal interface ISwapKind
{
    /// <summary>What is swapped.</summary>
    string Name { get; }

    /// <summary>Claims about a passage, each with a twin that is false; the twins are said the same way.</summary>
    IEnumerable<(string True, string False)> Make(SourcePassage passage, Random random);
}
