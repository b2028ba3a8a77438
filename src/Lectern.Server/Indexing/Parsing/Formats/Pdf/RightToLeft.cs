using System.Globalization;
using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Hebrew and Arabic stand in a PDF as they are seen, from left to right; text is kept as it is spoken. Such words have their
/// letters turned round, but for runs of Latin letters and of digits; see <see cref="SpokenOrder"/> for lines. Thread-safe.
/// </summary>
internal static class RightToLeft
{
    /// <summary>What stands in a number between its digits.</summary>
    private const string InNumbers = ".,:/٫٬";

    /// <summary>Marks of one letter.</summary>
    private const int MostMarks = 4;

    /// <summary>
    /// A word's letters in the order they are spoken. A glyph of several letters (a ligature) is kept as it is, and a mark comes
    /// behind the letter that it is drawn over.
    /// </summary>
    /// <param name="glyphs">From left to right.</param>
    public static string Spoken(IReadOnlyList<Glyph> glyphs, int first, int end)
    {
        var text = new StringBuilder();
        var run = new Stack<string>();
        for (var i = end - 1; i >= first; i--)
        {
            var value = glyphs[i].Text.Normalize(NormalizationForm.FormKC);
            if (IsFromLeft(value) || IsInNumber(glyphs, i, first, end))
            {
                run.Push(value);
                continue;
            }

            while (run.TryPop(out var latin))
                text.Append(latin);
            var letter = i;
            while (letter > first && letter > i - MostMarks && IsMark(glyphs[letter].Text))
                letter--;
            if (letter < i && !IsMark(glyphs[letter].Text) && !IsFromLeft(glyphs[letter].Text)
                && IsOver(glyphs[i], glyphs[letter]))
            {
                text.Append(glyphs[letter].Text.Normalize(NormalizationForm.FormKC));
                for (var mark = letter + 1; mark <= i; mark++)
                    text.Append(glyphs[mark].Text.Normalize(NormalizationForm.FormKC));
                i = letter;
                continue;
            }

            text.Append(value);
        }

        while (run.TryPop(out var latin))
            text.Append(latin);
        return Brackets.Paired(text.ToString());
    }

    /// <summary>Hebrew, Arabic, Syriac, Thaana, N'Ko, and their presentation forms; not their digits.</summary>
    public static bool IsRightToLeft(string text)
    {
        foreach (var c in text)
        {
            if (IsRightToLeft(c))
                return true;
        }

        return false;
    }

    public static bool IsRightToLeft(StringBuilder text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsRightToLeft(text[i]))
                return true;
        }

        return false;
    }

    /// <summary>A mark that stands over or below a letter.</summary>
    public static bool IsMark(string text) =>
        text.Length == 1 && text[0] >= '\u0300' && char.GetUnicodeCategory(text[0]) == UnicodeCategory.NonSpacingMark;

    private static bool IsRightToLeft(char c) =>
        c is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC')
        && !char.IsDigit(c) && c is not ('٪' or '٫' or '٬');

    private static bool IsFromLeft(string value)
    {
        foreach (var c in value)
        {
            if (char.IsDigit(c) || (char.IsLetter(c) && !IsRightToLeft(c)))
                return true;
        }

        return false;
    }

    private static bool IsInNumber(IReadOnlyList<Glyph> glyphs, int at, int first, int end) =>
        at > first && at + 1 < end && glyphs[at].Text is [var c] && InNumbers.Contains(c)
        && glyphs[at - 1].Text is [var before] && char.IsDigit(before)
        && glyphs[at + 1].Text is [var after] && char.IsDigit(after);

    private static bool IsOver(in Glyph mark, in Glyph letter) => (mark.Start + mark.End) / 2 < letter.End;
}
