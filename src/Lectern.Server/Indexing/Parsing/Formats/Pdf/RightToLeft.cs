using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Hebrew and Arabic stand in a PDF as they are seen, from left to right; text is kept as it is spoken. A line of mostly such
/// letters has its words turned round, but for runs of Latin words and numbers, and such words have their letters turned round.
/// </summary>
internal static class RightToLeft
{
    /// <param name="words">From left to right.</param>
    public static IReadOnlyList<PdfWord> Order(IReadOnlyList<PdfWord> words)
    {
        var (turned, letters) = (0, 0);
        foreach (var word in words)
        {
            turned += IsRightToLeft(word.Text) ? 1 : 0;
            letters += word.Text.Any(char.IsLetter) ? 1 : 0;
        }

        if (turned == 0 || turned < letters * 0.5)
            return words;
        var ordered = new List<PdfWord>(words.Count);
        var run = new Stack<PdfWord>();
        for (var i = words.Count - 1; i >= 0; i--)
        {
            if (IsRightToLeft(words[i].Text))
            {
                while (run.TryPop(out var latin))
                    ordered.Add(latin);
                ordered.Add(words[i]);
            }
            else
            {
                run.Push(words[i]);
            }
        }

        while (run.TryPop(out var latin))
            ordered.Add(latin);
        return ordered;
    }

    /// <summary>
    /// A word's letters in the order they are spoken. A glyph of several letters (a ligature) is kept as it is.
    /// </summary>
    /// <param name="glyphs">From left to right.</param>
    public static string Spoken(IReadOnlyList<Glyph> glyphs, int first, int end)
    {
        var text = new StringBuilder();
        var run = new Stack<string>();
        for (var i = end - 1; i >= first; i--)
        {
            var value = glyphs[i].Text.Normalize(NormalizationForm.FormKC);
            if (value.Any(char.IsAsciiLetterOrDigit))
            {
                run.Push(value);
                continue;
            }

            while (run.TryPop(out var latin))
                text.Append(latin);
            text.Append(value);
        }

        while (run.TryPop(out var latin))
            text.Append(latin);
        return text.ToString();
    }

    /// <summary>Hebrew, Arabic, Syriac, Thaana, N'Ko, and their presentation forms.</summary>
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

    private static bool IsRightToLeft(char c) =>
        c is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC');
}
