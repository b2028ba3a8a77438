using System.Globalization;
using System.Text;

namespace Lectern.Server.Text;

/// <summary>
/// The words of a text, in order: compatibility-composed (NFKC), lower case, split at everything that is no letter, digit or mark
/// on one; where a script has no spaces, overlapping pieces. Thread-safe.
/// </summary>
internal static class Words
{
    private const int MaxLength = 64;
    private const int SoftHyphen = 0xAD;
    private const int NonJoiner = 0x200C;
    private const int Joiner = 0x200D;

    /// <summary>Signs in a piece of a run without spaces; an ideograph says more than a letter.</summary>
    private static int PieceLength(Script script) => script == Script.Unspaced ? 3 : 2;

    public static IEnumerable<Word> Of(string text)
    {
        var run = new StringBuilder();
        var script = Script.Other;
        foreach (var rune in UnicodeForm.Of(text, NormalizationForm.FormKC).EnumerateRunes())
        {
            if (rune.Value is SoftHyphen or Joiner || (rune.Value == NonJoiner && script is Script.Devanagari or Script.Indic))
                continue;
            var isMark = !rune.IsAscii && IsMark(rune);
            if (isMark && run.Length == 0 && Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark)
                continue;
            var joins = isMark || Rune.IsLetterOrDigit(rune);
            var of = !joins || isMark ? script : Scripts.Of(rune);
            if (run.Length > 0 && (!joins || run.Length >= MaxLength || of.IsCutInPieces() != script.IsCutInPieces()))
            {
                foreach (var word in Take(run, script))
                    yield return word;
                script = Script.Other;
            }

            if (!joins)
                continue;
            if (of != Script.Other && (script == Script.Other || of.IsCutInPieces()))
                script = of;
            Append(run, rune);
        }

        foreach (var word in Take(run, script))
            yield return word;
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static void Append(StringBuilder run, Rune rune) => run.Append(rune.Value switch
    {
        'İ' => new Rune('i'),
        'ς' => new Rune('σ'),
        _ => Rune.ToLowerInvariant(rune),
    });

    /// <summary>A run is one word, or pieces of a script without spaces.</summary>
    private static IEnumerable<Word> Take(StringBuilder run, Script script)
    {
        if (run.Length == 0)
            return [];
        var text = run.ToString();
        run.Clear();
        if (script.IsCutInPieces())
            return Pieces(text, PieceLength(script)).Select(p => new Word(p, p, script));
        return [new Word(text, PlainWord.Of(text, script), script)];
    }

    private static IEnumerable<string> Pieces(string run, int length)
    {
        var runes = run.EnumerateRunes().ToArray();
        if (runes.Length <= length)
            yield return run;
        for (var i = 0; runes.Length > length && i + length <= runes.Length; i++)
            yield return string.Concat(runes.AsSpan(i, length).ToArray());
    }
}
