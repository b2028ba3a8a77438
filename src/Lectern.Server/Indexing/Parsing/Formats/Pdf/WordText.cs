using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// What a word's letters say: ligatures as letters, accents with their letters, what is raised after a <c>^</c>.
/// </summary>
internal static class WordText
{
    private const string Accents = "´`ˆ˜¨ˇ˚¸˛˘¯˝˙^~";
    private const string Combining = "\u0301\u0300\u0302\u0303\u0308\u030C\u030A\u0327\u0328\u0306\u0304\u030B\u0307\u0302\u0303";

    private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    /// <param name="glyphs">Of one word, from left to right.</param>
    public static string Of(IReadOnlyList<Glyph> glyphs, int first, int end)
    {
        if (end - first == 1 && glyphs[first].Text is [< '\u0250'] plain)
            return plain;
        var text = new StringBuilder(end - first + 2);
        for (var i = first; i < end; i++)
        {
            if (glyphs[i].Shift == 1 && text.Length > 0)
            {
                i = Raised(glyphs, i, end, text);
                continue;
            }

            var glyph = glyphs[i];
            if (glyph.Text.Length == 1 && glyph.Text[0] >= '^' && Accents.IndexOf(glyph.Text[0]) is >= 0 and var accent
                && Accented(glyphs, i, first, end) is { } letter)
            {
                if (letter > i)
                    text.Append(glyphs[++i].Text);
                text.Append(Combining[accent]);
                continue;
            }

            text.Append(glyph.Text);
        }

        return Normal(RightToLeft.IsRightToLeft(text) ? RightToLeft.Spoken(glyphs, first, end) : text.ToString());
    }

    private static int Raised(IReadOnlyList<Glyph> glyphs, int first, int end, StringBuilder text)
    {
        var raised = new StringBuilder();
        var last = first;
        for (; last < end && glyphs[last].Shift == 1; last++)
            raised.Append(glyphs[last].Text);
        var what = raised.ToString();
        if (!what.Any(char.IsLetterOrDigit) || (char.IsDigit(text[^1]) && RaisedText.IsOrdinal(what)))
            text.Append(what);
        else
            text.Append('^').Append(RaisedText.Grouped(what));
        return last - 1;
    }

    /// <returns>The letter that an accent at <paramref name="at"/> is drawn over.</returns>
    private static int? Accented(IReadOnlyList<Glyph> glyphs, int at, int first, int end)
    {
        var accent = glyphs[at];
        foreach (var other in (ReadOnlySpan<int>)[at + 1, at - 1])
        {
            if (other < first || other >= end)
                continue;
            var letter = glyphs[other];
            var common = Math.Min(letter.End, accent.End) - Math.Max(letter.Start, accent.Start);
            if (common > (accent.End - accent.Start) * 0.5 && letter.Text.Length == 1 && char.IsLetter(letter.Text[0]))
                return other;
        }

        return null;
    }

    /// <summary>
    /// Letters with their accents in one sign, ligatures and radicals of ideographs as the signs that people type.
    /// </summary>
    private static string Normal(string text)
    {
        var needs = false;
        foreach (var c in text)
            needs |= c >= '\u0300';
        if (!needs)
            return text;
        var normal = new StringBuilder(text.Length + 2);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= '\uFB00' and <= '\uFB06')
            {
                normal.Append(Ligatures[c - '\uFB00']);
                continue;
            }

            // The letters of formulas, which nobody can type.
            if (c == '\uD835' && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                normal.Append(text.Substring(i++, 2).Normalize(NormalizationForm.FormKC));
                continue;
            }

            // A dotless i is there for its accent.
            if (c is >= '\u0300' and <= '\u036F' && normal.Length > 0 && normal[^1] == 'ı')
                normal[^1] = 'i';
            if (c is >= '\u2E80' and <= '\u2FDF')
                normal.Append(c.ToString().Normalize(NormalizationForm.FormKC));
            else
                normal.Append(c);
        }

        var whole = normal.ToString();
        return IsValid(whole) ? whole.Normalize(NormalizationForm.FormC) : whole;
    }

    /// <summary>Halves of surrogate pairs cannot be normalised; they are cleaned away later.</summary>
    private static bool IsValid(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return false;
        }

        return true;
    }
}
