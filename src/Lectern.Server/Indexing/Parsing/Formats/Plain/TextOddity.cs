using System.Globalization;
using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats.Plain;

/// <summary>
/// How much of a text cannot be right: signs inside words, capitals behind small letters, scripts that change in a word, signs
/// that nobody uses. A wrong encoding gives these.
/// </summary>
internal static class TextOddity
{
    private enum Script
    {
        None,
        Latin,
        Greek,
        Cyrillic,
        Ideographic,
        Other,
    }

    /// <returns>0 to 1, of the characters above ASCII; 0 where there are none.</returns>
    public static double Of(ReadOnlySpan<char> text)
    {
        var (above, odd) = (0, 0.0);
        var before = default(Rune);
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text[at..], out var rune, out var length);
            at += length;
            if (rune.Value >= 0x80)
            {
                above++;
                var isLast = Rune.DecodeFromUtf16(text[at..], out var next, out _) != System.Buffers.OperationStatus.Done;
                odd += Oddity(before, rune, isLast ? default : next);
            }

            before = rune;
        }

        return above == 0 ? 0 : Math.Min(1, odd / above);
    }

    private static double Oddity(Rune before, Rune rune, Rune next)
    {
        if (rune.Value is 0xFFFD or (>= 0x80 and < 0xA0) || IsUnused(Rune.GetUnicodeCategory(rune)))
            return 1;
        if (Rune.IsLetter(rune))
        {
            var changes = ChangesScript(before, rune) || ChangesScript(rune, next);
            return changes || (Rune.IsUpper(rune) && Rune.IsLower(before)) ? 1 : IsRare(rune) ? 0.7 : 0;
        }

        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            return Rune.IsLetter(before) || Rune.GetUnicodeCategory(before) == UnicodeCategory.NonSpacingMark ? 0 : 1;
        if (IsJoiner(rune) || IsIdeographicMark(rune))
            return 0;
        return (Rune.IsLetter(before) || IsSign(before)) && (Rune.IsLetter(next) || IsSign(next)) ? 1 : 0.1;
    }

    private static bool IsUnused(UnicodeCategory category) =>
        category is UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Control;

    /// <summary>Signs above ASCII that no word holds.</summary>
    private static bool IsSign(Rune rune) => rune.Value >= 0xA0 && !Rune.IsLetter(rune) && !IsJoiner(rune)
        && !Rune.IsWhiteSpace(rune) && !IsIdeographicMark(rune) && !Rune.IsDigit(rune);

    private static bool IsJoiner(Rune rune) =>
        rune.Value is 0xAD or 0xB7 or 0xA0 or (>= 0x2010 and <= 0x201F) or 0x2026 or 0x20AC or 0xAB or 0xBB;

    private static bool IsIdeographicMark(Rune rune) =>
        rune.Value is (>= 0x3000 and <= 0x303F) or (>= 0xFF00 and <= 0xFFEF) or 0x30FB or 0x30FC;

    /// <summary>Half-width kana and rare ideographs: what wrong decoding of Asian text gives.</summary>
    private static bool IsRare(Rune rune) => rune.Value is (>= 0xFF61 and <= 0xFF9F) or (>= 0x3400 and <= 0x4DBF) or >= 0x20000
        || (rune.Value is >= 0x4E00 and < 0xA000 && !CommonIdeographs.Has((char)rune.Value));

    private static bool ChangesScript(Rune a, Rune b)
    {
        if (!Rune.IsLetter(a) || !Rune.IsLetter(b))
            return false;
        var (first, second) = (Of(a), Of(b));
        return first != second && first is not Script.Ideographic && second is not Script.Ideographic;
    }

    private static Script Of(Rune rune) => rune.Value switch
    {
        < 0x0250 => Script.Latin,
        >= 0x0370 and < 0x0400 => Script.Greek,
        >= 0x0400 and < 0x0530 => Script.Cyrillic,
        >= 0x1E00 and < 0x1F00 => Script.Latin,
        >= 0x1F00 and < 0x2000 => Script.Greek,
        >= 0x3040 and < 0xA000 => Script.Ideographic,
        >= 0xAC00 and < 0xD7B0 => Script.Ideographic,
        >= 0xF900 and < 0xFB00 => Script.Ideographic,
        _ => Script.Other,
    };
}
