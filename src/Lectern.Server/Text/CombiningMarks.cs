using System.Globalization;
using System.Text;

namespace Lectern.Server.Text;

/// <summary>
/// Keeps runs of combining marks short before a text is normalised, which sorts each run in time quadratic in its length. Thirty
/// marks on one letter are more than any language has (Unicode Standard Annex 15, stream-safe text). Thread-safe.
/// </summary>
internal static class CombiningMarks
{
    private const int Most = 30;

    /// <returns>The text without those marks of a run that are too many; the same where there are none.</returns>
    public static string Bounded(string text)
    {
        StringBuilder? bounded = null;
        int run = 0, at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            run = IsMark(rune) ? run + 1 : 0;
            if (run > Most)
                bounded ??= new StringBuilder(text, 0, at, text.Length);
            else
                bounded?.Append(rune);

            // A half of a surrogate pair is one unit too, and is read as U+FFFD.
            at += rune.Utf16SequenceLength;
        }

        return bounded?.ToString() ?? text;
    }

    private static bool IsMark(Rune rune) => !rune.IsAscii && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
