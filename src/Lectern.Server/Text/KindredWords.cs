using System.Text;

namespace Lectern.Server.Text;

/// <summary>
/// Tells words that have a long part in common, as compounds and their parts or forms that no stemmer knows. Thread-safe.
/// </summary>
internal static class KindredWords
{
    /// <summary>
    /// Fewer letters in a row are an ending, or chance. This, and that it is half of the word at least, was chosen with the
    /// answerer's shares of it, on half of the articles of XQuAD.
    /// </summary>
    private const int Least = 5;

    /// <summary>
    /// Arabic and Hebrew write few vowels: a root has three letters, and what is written together with a word stands around it.
    /// Chosen on the same half, in Arabic.
    /// </summary>
    private const int LeastOfRoot = 3;

    /// <summary>The largest part of a word that stands in a row in one of some others, 0 to 1; 0 below a half.</summary>
    public static double Likeness(string word, IEnumerable<string> others)
    {
        var least = Math.Max(IsOfRoots(word) ? LeastOfRoot : Least, (word.Length + 1) / 2);
        var most = 0;
        foreach (var other in others)
            most = Math.Max(most, InCommon(word, other, Math.Max(most, least - 1)));
        return (double)most / Math.Max(1, word.Length);
    }

    private static bool IsOfRoots(string word) =>
        Rune.TryCreate(word.Length > 0 ? word[0] : ' ', out var first) && Scripts.Of(first) is Script.Arabic or Script.Hebrew;

    /// <summary>Letters of the longest part that two words have in common; 0 where it is no longer than so many.</summary>
    private static int InCommon(string word, string other, int least)
    {
        var longest = 0;
        for (var start = 0; start + Math.Max(least, longest) < word.Length; start++)
        {
            for (var length = Math.Max(least, longest) + 1;
                start + length <= word.Length && other.AsSpan().IndexOf(word.AsSpan(start, length)) >= 0; length++)
                longest = length;
        }

        return longest;
    }
}
