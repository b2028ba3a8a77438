namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Tells whether a page's letters are text at all. A font may not say which letter a glyph is; then what stands in the file are
/// numbers of glyphs, which look like signs in a jumble.
/// </summary>
internal static class Legibility
{
    private const int Fewest = 40;
    private const double MostUnknown = 0.3;
    private const double MostMarks = 0.4;
    private const double FewLetters = 0.25;
    private const int FewestForVowels = 250;
    private const double FewestVowels = 0.14;

    /// <summary>Signs that stand in rows in tables, forms and drawings.</summary>
    private const string Common = "._-–—…·|*=+/\\<>#•";

    public static bool IsText(PageParts page) =>
        IsText(page.Parts.SelectMany(p => p.Lines ?? p.Table!.Runs).SelectMany(l => l.Words).Select(w => w.Text));

    /// <summary>Where a font that is absent draws a jumble, OCR reads that jumble.</summary>
    public static bool IsMostlyLetters(IEnumerable<string> words)
    {
        var text = string.Concat(words);
        return text.Count(char.IsLetter) >= text.Length * 0.6;
    }

    /// <param name="words">Of one page.</param>
    public static bool IsText(IEnumerable<string> words)
    {
        var (all, unknown, letters, digits, marks, latin, vowels) = (0, 0, 0, 0, 0, 0, 0);
        foreach (var word in words)
        {
            foreach (var c in word)
            {
                all++;
                if (char.IsControl(c) || c is '\uFFFD' or (>= '\uE000' and <= '\uF8FF'))
                    unknown++;
                else if (char.IsLetter(c) || char.IsSurrogate(c))
                    letters++;
                else if (char.IsDigit(c))
                    digits++;
                else if (!Common.Contains(c, StringComparison.Ordinal))
                    marks++;
                latin += char.IsAsciiLetter(c) ? 1 : 0;
                vowels += "aeiouyAEIOUY".Contains(c, StringComparison.Ordinal) ? 1 : 0;
            }
        }

        if (all < Fewest)
            return true;
        if (unknown > all * MostUnknown || (letters < all * FewLetters && marks > all * MostMarks))
            return false;

        // Every language in Latin letters has its share of vowels, unless each letter is another one.
        return latin < FewestForVowels || latin < letters * 0.95 || letters < digits || vowels > latin * FewestVowels;
    }
}
