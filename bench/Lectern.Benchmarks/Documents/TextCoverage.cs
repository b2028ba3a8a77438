using System.Text;
using System.Text.RegularExpressions;

namespace Lectern.Benchmarks.Documents;

/// <summary>Which share of a reference's words stand in what was read.</summary>
internal static partial class TextCoverage
{
    /// <summary>A reference with fewer words says that the file is a scan or a picture.</summary>
    public const int FewWords = 5;

    /// <returns>Of the distinct words, 0 to 1; and how many there are.</returns>
    public static (double Share, int Words) Of(string reference, string read)
    {
        var words = Words(reference);
        var known = Words(read);
        return words.Count == 0 ? (known.Count > 0 ? 1 : 0, 0) : ((double)words.Count(known.Contains) / words.Count, words.Count);
    }

    /// <summary>
    /// Letters and digits in a row, without case and presentation forms; words cut at a line's end are joined. Arabic words are
    /// compared by their letters alone: pdftotext turns ligatures of two letters round.
    /// </summary>
    private static HashSet<string> Words(string text)
    {
        var clean = new string(
            [.. Hyphen().Replace(text, "").Where(c => !char.IsSurrogate(c) && c is not ('\uFFFE' or '\uFFFF'))]);
        var normal = string.Concat(clean.Normalize(NormalizationForm.FormKC)
            .Where(c => char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format));
        return [.. Word().Matches(normal.ToLowerInvariant())
            .Select(m => Arabic().IsMatch(m.Value) ? string.Concat(m.Value.Order()) : m.Value)];
    }

    [GeneratedRegex(@"[-\u2010\u00AD]\s*\n\s*(?=\p{Ll})")]
    private static partial Regex Hyphen();

    [GeneratedRegex(@"\p{IsArabic}")]
    private static partial Regex Arabic();

    [GeneratedRegex(@"[\p{L}\p{N}\p{M}]+")]
    private static partial Regex Word();
}
