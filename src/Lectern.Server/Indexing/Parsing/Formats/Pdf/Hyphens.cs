using System.Buffers;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Decides what becomes of a hyphen at a line's end: of a word that was cut it goes, of a compound it stays, and one that
/// stands for the second half of a later word keeps its space.
/// </summary>
internal sealed class Hyphens
{
    /// <summary>After them nothing is joined: "Kinder- und Jugendhilfe".</summary>
    private static readonly HashSet<string> Conjunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "und", "oder", "sowie", "bzw.", "als", "bis", "and", "or", "to", "nor", "et", "ou", "y", "e", "o", "u", "en", "of", "och",
        "eller", "og", "i", "oraz", "lub", "ja", "tai",
    };

    /// <summary>What stands before the hyphen of a compound, where the document does not say otherwise.</summary>
    private static readonly HashSet<string> Prefixes = new(
        StringComparer.OrdinalIgnoreCase) { "well", "self", "ex", "half", "so", "vice", "quasi" };

    private static readonly SearchValues<char> Opening = SearchValues.Create(" \n([\"“„");

    private readonly HashSet<string> words = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A document whose words are not known.</summary>
    public static Hyphens Unknown { get; } = new();

    public void Learn(IEnumerable<PageParts> pages)
    {
        foreach (var word in pages.SelectMany(p => p.Parts).SelectMany(p => p.Lines ?? p.Table!.Runs).SelectMany(l => l.Words))
            words.Add(word.Text.Trim('.', ',', ';', ':', '(', ')', '"', '“', '”', '„'));
    }

    /// <param name="before">The word that ends in a hyphen, with it.</param>
    /// <param name="after">The next line's first word.</param>
    public LineEnd Decide(ReadOnlySpan<char> before, string after)
    {
        var stem = before[..^1];
        if (stem.Length == 0 || after.Length == 0 || !char.IsLetterOrDigit(stem[^1]) || !char.IsLetterOrDigit(after[0]))
            return LineEnd.Space;
        if (Conjunctions.Contains(after))
            return LineEnd.Space;
        if (char.IsDigit(stem[^1]) || char.IsDigit(after[0]) || char.IsUpper(after[0]))
            return LineEnd.Keep;
        var start = stem.LastIndexOfAny(Opening) + 1;
        var (first, rest) = (stem[start..].ToString(), after.TrimEnd('.', ',', ';', ':', ')', '"', '”', '“'));
        if (words.Contains($"{first}{rest}"))
            return LineEnd.Join;
        if (words.Contains($"{first}-{rest}") || first.Contains('-', StringComparison.Ordinal))
            return LineEnd.Keep;
        return Prefixes.Contains(first) ? LineEnd.Keep : LineEnd.Join;
    }
}
