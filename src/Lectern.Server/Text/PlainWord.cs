using System.Globalization;
using System.Text;
using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.Fa;
using Lucene.Net.Analysis.Hi;
using Lucene.Net.Analysis.In;

namespace Lectern.Server.Text;

/// <summary>
/// A word without what people leave out or write in two ways: accents, points of Arabic and Hebrew, forms of letters at a word's
/// end. Vowel signs of Indic scripts stay. Thread-safe.
/// </summary>
internal static class PlainWord
{
    private const string FinalForms = "ךםןףץ";
    private const string UsualForms = "כמנפצ";

    private static readonly ArabicNormalizer Arabic = new();
    private static readonly PersianNormalizer Persian = new();
    private static readonly IndicNormalizer Indic = new();
    private static readonly HindiNormalizer Hindi = new();

    /// <param name="word">Composed, lower case.</param>
    public static string Of(string word, Script script)
    {
        if (Ascii.IsValid(word))
            return word;
        return script switch
        {
            Script.Devanagari => Normalized(word, Indic.Normalize, Hindi.Normalize),
            Script.Indic => Normalized(word, Indic.Normalize),
            Script.Arabic => Normalized(WithoutMarks(word), Persian.Normalize, Arabic.Normalize),
            Script.Hebrew => UsualLetters(WithoutMarks(word)),
            _ => script.KeepsMarks() ? word : WithoutMarks(word).Replace('ı', 'i'),
        };
    }

    private static string WithoutMarks(string word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var rune in word.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
                plain.Append(rune);
        }

        return plain.ToString();
    }

    private static string UsualLetters(string word) =>
        string.Concat(word.Select(c => FinalForms.IndexOf(c) is >= 0 and var i ? UsualForms[i] : c));

    private static string Normalized(string word, params ReadOnlySpan<Func<char[], int, int>> steps)
    {
        var letters = word.ToCharArray();
        var length = letters.Length;
        foreach (var step in steps)
            length = step(letters, length);
        return new string(letters, 0, length);
    }
}
