using System.Text;

namespace Lectern.Server.Text;

/// <summary>Unicode's normal forms of any text, also of one with half signs and noncharacters. Thread-safe.</summary>
internal static class UnicodeForm
{
    public static string Of(string text, NormalizationForm form)
    {
        if (Ascii.IsValid(text))
            return text;
        text = CombiningMarks.Bounded(text);
        try
        {
            return text.Normalize(form);
        }
        catch (ArgumentException)
        {
            // Normalizing refuses lone surrogates (a query can hold them) and noncharacters (so can a document).
            return string.Concat(text.EnumerateRunes().Where(r => !IsNoncharacter(r))).Normalize(form);
        }
    }

    /// <summary>The text with U+FFFD for each half of a surrogate pair; the same where there are none.</summary>
    public static string WellFormed(string text) =>
        UnicodeText.IsWellFormed(text) ? text : string.Concat(text.EnumerateRunes());

    private static bool IsNoncharacter(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;
}
