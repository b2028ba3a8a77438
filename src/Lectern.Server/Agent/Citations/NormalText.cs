using System.Globalization;
using System.Text;

namespace Lectern.Server.Agent.Citations;

/// <summary>
/// A text as two people would agree that it says the same: white space as one space, lower case, straight quotes, one kind of
/// dash, ligatures and accents taken apart (NFKD), no hyphens inside words (so that one divided at a line's end is whole), no
/// emphasis marks. Each character knows where it came from. Thread-safe.
/// </summary>
internal sealed class NormalText
{
    private readonly string source;
    private readonly StringBuilder normal;

    /// <summary>For each character of <see cref="Text"/>: the UTF-16 span in the source that it stands for.</summary>
    private readonly List<(int Start, int End)> origins = [];

    private NormalText(string source)
    {
        this.source = source;
        normal = new StringBuilder(source.Length);
        for (var i = 0; i < source.Length;)
        {
            Rune.DecodeFromUtf16(source.AsSpan(i), out var rune, out var length);
            if (IsHyphen(rune) && NextInWord(i) is { } next)
                i = next;
            else
                Append(rune, i, i += length);
        }

        Text = normal.ToString();
    }

    public string Text { get; }

    public static NormalText Of(string source) => new(source);

    /// <summary>A piece to look for: normal, without white space and punctuation at its ends.</summary>
    public static string Words(string piece) => Of(piece).Text.Trim(' ', '.', ',', ';', ':', '!', '?', '"', '\'');

    /// <summary>Where words stand, whole ones only: UTF-16 offsets in the source; null when they do not.</summary>
    /// <param name="words">As <see cref="Words"/> makes them.</param>
    /// <param name="from">Where to begin, in the source.</param>
    public (int Start, int End)? Find(string words, int from = 0)
    {
        if (words.Length == 0)
            return null;
        var at = from == 0 ? 0 : origins.FindIndex(o => o.Start >= from);
        while (at >= 0 && (at = Text.IndexOf(words, at, StringComparison.Ordinal)) >= 0)
        {
            if (!Joins(at) && !Joins(at + words.Length))
                return (origins[at].Start, origins[at + words.Length - 1].End);
            at++;
        }

        return null;
    }

    /// <summary>Whether a word goes on at a position.</summary>
    private bool Joins(int position) =>
        position > 0 && position < Text.Length && char.IsLetterOrDigit(Text[position - 1])
            && char.IsLetterOrDigit(Text[position]);

    private void Append(Rune rune, int start, int end)
    {
        if (Rune.IsWhiteSpace(rune))
        {
            if (normal.Length > 0 && normal[^1] != ' ')
                Add(" ", start, end);
        }
        else if (!IsIgnored(rune))
        {
            Add(Folded(rune), start, end);
        }
    }

    private void Add(string text, int start, int end)
    {
        normal.Append(text);
        for (var i = 0; i < text.Length; i++)
            origins.Add((start, end));
    }

    /// <summary>
    /// Where a word goes on behind a hyphen, in the same line or the next; null when the hyphen is none inside a word.
    /// </summary>
    private int? NextInWord(int hyphen)
    {
        if (hyphen == 0 || !char.IsLetter(source[hyphen - 1]))
            return null;
        var next = hyphen + 1;
        while (next < source.Length && char.IsWhiteSpace(source[next]))
            next++;
        var isDivided = next > hyphen + 1 && source.AsSpan(hyphen + 1, next - hyphen - 1).ContainsAny('\n', '\r');
        return next < source.Length && char.IsLetter(source[next]) && (next == hyphen + 1 || isDivided) ? next : null;
    }

    private static bool IsHyphen(Rune rune) => rune.Value is '-' or 0x2010 or 0x2011;

    /// <summary>Soft hyphens, zero-width marks, and what Markdown writes emphasis with.</summary>
    private static bool IsIgnored(Rune rune) =>
        rune.Value is '*' or '`' or '\\' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control;

    private static string Folded(Rune rune) => rune.Value switch
    {
        0x201C or 0x201D or 0x201E or 0x201F or 0xAB or 0xBB => "\"",
        0x2018 or 0x2019 or 0x201A or 0x201B or 0xB4 or 0x2032 => "'",
        0x2010 or 0x2011 or 0x2012 or 0x2013 or 0x2014 or 0x2212 => "-",
        < 0x80 => ((char)(rune.Value is >= 'A' and <= 'Z' ? rune.Value | 0x20 : rune.Value)).ToString(),
        _ => Compatible(rune),
    };

    private static string Compatible(Rune rune)
    {
        // Normalizing refuses noncharacters.
        var isNoncharacter = (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;
        return isNoncharacter ? rune.ToString() : rune.ToString().Normalize(NormalizationForm.FormKD).ToLowerInvariant();
    }
}
