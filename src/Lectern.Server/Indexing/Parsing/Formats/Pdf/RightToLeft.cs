using System.Text;
using UglyToad.PdfPig.Content;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Hebrew and Arabic stand in a PDF as they are seen, from left to right; text is kept as it is spoken. A line of mostly such letters
/// has its words turned round, but for runs of Latin words and numbers, and such words have their letters turned round.
/// </summary>
internal static class RightToLeft
{
    /// <param name="words">From left to right.</param>
    public static IEnumerable<Word> Order(IReadOnlyList<Word> words)
    {
        var turned = words.Count(w => IsRightToLeft(w.Text));
        if (turned == 0 || turned < words.Count(w => w.Text.Any(char.IsLetter)) * 0.5)
            return words;
        var ordered = new List<Word>(words.Count);
        var run = new Stack<Word>();
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

    /// <summary>A word's letters in the order they are spoken. A glyph of several letters (a ligature) is kept as it is.</summary>
    public static string Spoken(Word word)
    {
        if (!IsRightToLeft(word.Text))
            return word.Text.Any(char.IsDigit) && !IsFromLeft(word) ? string.Concat(FromLeft(word).Select(l => l.Value)) : word.Text;
        var text = new StringBuilder();
        var run = new Stack<string>();
        foreach (var letter in word.Letters.OrderByDescending(l => l.BoundingBox.Left + l.BoundingBox.Right))
        {
            var value = letter.Value.Normalize(NormalizationForm.FormKC);
            if (value.Any(c => char.IsAsciiLetterOrDigit(c)))
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

    /// <summary>A number among such words may have been drawn from its end.</summary>
    private static bool IsFromLeft(Word word)
    {
        for (var i = 1; i < word.Letters.Count; i++)
        {
            if (word.Letters[i].BoundingBox.Left < word.Letters[i - 1].BoundingBox.Left)
                return word.TextOrientation != TextOrientation.Horizontal;
        }

        return true;
    }

    private static IEnumerable<Letter> FromLeft(Word word) => word.Letters.OrderBy(l => l.BoundingBox.Left);

    /// <summary>Hebrew, Arabic, Syriac, Thaana, N'Ko, and their presentation forms.</summary>
    public static bool IsRightToLeft(string text)
    {
        foreach (var c in text)
        {
            if (c is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC'))
                return true;
        }

        return false;
    }
}
