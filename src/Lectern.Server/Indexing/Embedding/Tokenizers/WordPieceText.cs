using System.Globalization;
using System.Text;
using Lectern.Server.Text;

namespace Lectern.Server.Indexing.Embedding.Tokenizers;

/// <summary>
/// Splits text into words as BERT's reference does: control and format characters go, ideographs and punctuation stand alone,
/// and for models without case accents and case go. Thread-safe.
/// </summary>
internal static class WordPieceText
{
    /// <param name="maxWords">Where to stop.</param>
    /// <returns>The words, each with a space before it.</returns>
    public static string Split(string text, bool lowerCase, int maxWords = int.MaxValue)
    {
        var split = new StringBuilder(text.Length + 16);
        var words = 0;
        var inWord = false;
        foreach (var rune in (lowerCase ? UnicodeForm.Of(text, NormalizationForm.FormD) : text).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rune.Value is '\t' or '\n' or '\r' || Rune.IsWhiteSpace(rune))
            {
                inWord = false;
                continue;
            }

            if (rune.Value is 0 or 0xFFFD || IsControl(category) || (lowerCase && category == UnicodeCategory.NonSpacingMark))
                continue;
            var alone = IsPunctuation(rune, category) || IsIdeograph(rune);
            if (alone || !inWord)
            {
                if (words++ == maxWords)
                    break;
                split.Append(' ');
            }

            split.Append(lowerCase ? Rune.ToLowerInvariant(rune) : rune);
            inWord = !alone;
        }

        return split.ToString();
    }

    private static bool IsControl(UnicodeCategory category) => category is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.Surrogate;

    private static bool IsPunctuation(Rune rune, UnicodeCategory category) =>
        rune.Value is (>= '!' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~')
        || category is UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation
            or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation
            or UnicodeCategory.FinalQuotePunctuation
            or UnicodeCategory.OtherPunctuation;

    private static bool IsIdeograph(Rune rune) => rune.Value is
        (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x2A6DF)
        or (>= 0x2A700 and <= 0x2CEAF) or (>= 0x2F800 and <= 0x2FA1F);
}
