namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>A phrase that moves to or from the beginning of a sentence.</summary>
internal static class FirstLetter
{
    public static string Capital(string phrase) => char.ToUpperInvariant(phrase[0]) + phrase[1..];

    /// <param name="common">First words that are no names.</param>
    public static string Small(string phrase, IReadOnlySet<string> common) =>
        common.Contains(phrase.Split(' ')[0]) ? char.ToLowerInvariant(phrase[0]) + phrase[1..] : phrase;
}
