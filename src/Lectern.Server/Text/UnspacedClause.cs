using System.Text;

namespace Lectern.Server.Text;

/// <summary>
/// Where a sentence of a script that has no mark for its end may end: Thai, Lao, Khmer and Burmese part sentences and clauses by
/// a space. Thread-safe.
/// </summary>
internal static class UnspacedClause
{
    /// <summary>A shorter part is a clause, or a name between two spaces.</summary>
    private const int Least = 160;

    /// <param name="start">Where the sentence begins.</param>
    /// <param name="space">A space in it.</param>
    public static bool EndsAt(string text, int start, int space) =>
        space - start >= Least && space + 1 < text.Length && IsUnspaced(text[space - 1]) && IsUnspaced(text[space + 1]);

    private static bool IsUnspaced(char c) => Rune.TryCreate(c, out var rune) && Scripts.Of(rune) == Script.Unspaced;
}
