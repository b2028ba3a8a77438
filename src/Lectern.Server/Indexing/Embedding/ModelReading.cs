using System.Globalization;
using System.Text;

namespace Lectern.Server.Indexing.Embedding;

/// <summary>
/// How well a model reads a text, told by how it cuts it: a language that it was trained on comes in pieces of several letters,
/// any other in single letters or unknown pieces. Needs no list of languages. Thread-safe.
/// </summary>
internal static class ModelReading
{
    /// <summary>Letters a piece of a text that is read wholly: English prose has about 4.5, its terms of science 4.</summary>
    private const double Whole = 3.5;

    /// <summary>A piece that is one letter says nothing.</summary>
    private const double Nothing = 1;

    /// <summary>An ideograph alone is read, as a word is.</summary>
    private const double Ideograph = Whole;

    /// <summary>A Korean syllable is written of two or three letters.</summary>
    private const double Syllable = 2.5;

    /// <summary>Letters a token of English prose: what a token says in a language that is read.</summary>
    private const double Usual = 4.5;

    /// <summary>What is read less than this is not read.</summary>
    private const double Least = 0.05;

    /// <returns>0 to 1.</returns>
    public static double Of(double lettersAPiece) =>
        Math.Pow(Math.Clamp((lettersAPiece - Nothing) / (Whole - Nothing), 0, 1), 3);

    /// <summary>How many tokens a text would have in a language that is read.</summary>
    public static int TokensIfRead(string text)
    {
        double letters = 0;
        var signs = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Weight(rune) is > 0 and var weight)
                letters += weight;
            else if (Rune.IsPunctuation(rune) || Rune.IsSymbol(rune))
                signs++;
        }

        return (int)Math.Ceiling(letters / Usual) + signs;
    }

    /// <summary>Whether a text that comes in so many tokens is read at all.</summary>
    public static bool Reads(string text, int tokens) =>
        tokens == 0 || Of(text.EnumerateRunes().Sum(Weight) / tokens) >= Least;

    /// <param name="pieces">The model's tokens of a text; null for one that it does not know.</param>
    /// <returns>The letters (and digits) of known pieces for each piece; null for a text without letters.</returns>
    public static double? LettersAPiece(IEnumerable<string?> pieces)
    {
        double letters = 0;
        var count = 0;
        foreach (var piece in pieces)
        {
            var inPiece = piece is null ? 0 : Letters(piece);
            letters += inPiece;
            count += piece is null || inPiece > 0 ? 1 : 0;
        }

        return count == 0 ? null : letters / count;
    }

    private static double Letters(string piece)
    {
        double letters = 0;
        foreach (var rune in piece.EnumerateRunes())
            letters += Weight(rune);
        return letters;
    }

    private static double Weight(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.OtherLetter when IsIdeograph(rune) => Ideograph,
        UnicodeCategory.OtherLetter when rune.Value is >= 0xAC00 and <= 0xD7A3 => Syllable,
        _ when Rune.IsLetterOrDigit(rune) => 1,
        _ => 0,
    };

    private static bool IsIdeograph(Rune rune) => rune.Value is
        (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF);
}
