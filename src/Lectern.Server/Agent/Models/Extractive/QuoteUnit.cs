using System.Text.RegularExpressions;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>What can be quoted by itself: a sentence, a list's item, a row of a table, a line.</summary>
/// <param name="start">UTF-16 offset in the passage.</param>
/// <param name="heads">The words of the columns' heads of a row.</param>
/// <param name="heading">The words of the headings and the line that it stands under.</param>
/// <param name="around">The words of the passage.</param>
internal sealed partial class QuoteUnit(
    QuotedPassage passage, int start, int length, IEnumerable<string> heads, HashSet<string> heading, HashSet<string> around)
{
    /// <summary>A word that stands only in the heading above a sentence counts this much.</summary>
    private const double HeadingWeight = 0.5;

    private const double WordShare = 0.5;
    private const double PassageShare = 0.3;

    /// <summary>Of what says something by itself.</summary>
    private const int FewestWords = 3;

    /// <summary>A sentence shorter than this is quoted with the one after it.</summary>
    private const int ShortSentence = 60;

    public QuotedPassage Passage => passage;

    public int Start => start;

    public int End => start + length;

    private readonly HashSet<string> above = [.. heads];

    public string Text { get; } = OneLine.Of(passage.Content.Substring(start, length));

    public HashSet<string> Terms { get; } = [.. QuoteUnits.TermsOf(passage.Content.Substring(start, length)), .. heads];

    /// <summary>The words of the headings and the line that it stands under, and of the heads of its columns.</summary>
    public bool IsAbove(string term) => heading.Contains(term) || above.Contains(term);

    /// <summary>The words of the passage and of the headings above it.</summary>
    public bool IsAround(string term) => around.Contains(term) || heading.Contains(term);

    /// <summary>The nearest heading above it; empty where there is none.</summary>
    public required string Section { get; init; }

    /// <summary>Whether that heading stands in the passage: it is where the section begins.</summary>
    public bool IsUnderOwnHeading { get; init; }

    /// <summary>An item, a row or a line means what it says by itself.</summary>
    public bool IsLine { get; init; }

    /// <summary>What the columns of a row are called; null for anything else.</summary>
    public string? Columns { get; init; }

    /// <summary>A sign, a name or a link's words alone say nothing of a section.</summary>
    public bool IsSaying { get; } = Words.Of(passage.Content.Substring(start, length)).Take(FewestWords).Count() == FewestWords;

    /// <summary>Whether it begins with a word of another language than English that means what was named before.</summary>
    public bool IsReferring { get; init; }

    public QuoteUnit? Before { get; set; }

    public QuoteUnit? After { get; set; }

    public double Score { get; set; }

    /// <summary>Who reads only this sentence would not know what it speaks of.</summary>
    public bool NeedsBefore => Before is not null && (IsReferring || RefersBack().IsMatch(Text));

    public bool NeedsAfter => After is not null && !IsLine && Text.Length < ShortSentence;

    /// <summary>Of a piece of a wide row that is read after the first one.</summary>
    public void AddHeads(IEnumerable<string> more)
    {
        above.UnionWith(more);
        Terms.UnionWith(above);
    }

    public double WordScore(Dictionary<string, double> weights) =>
        (WordShare * Share(Terms, weights)) + (PassageShare * Share(around, weights));

    /// <summary>The share of the question that words and those of the heading hold, 0 to 1.</summary>
    private double Share(HashSet<string> words, Dictionary<string, double> weights) => weights.Sum(
        w => w.Value * (words.Contains(w.Key) ? 1 : heading.Contains(w.Key) ? HeadingWeight : 0));

    [GeneratedRegex("""^(?:It|He|She|They|This|These|Those|His|Her|Their|Its|Such)\b""")]
    private static partial Regex RefersBack();
}
