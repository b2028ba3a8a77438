using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Lectern.Server.Indexing.Embedding.Tokenizers;

/// <summary>
/// Splits a text by patterns, one after the other: the parts are their matches, and what is between them. Words that are tokens
/// of their own come first. Thread-safe.
/// </summary>
internal sealed class PatternSplits : PreTokenizer
{
    /// <summary>A file of a model can hold any pattern: one match that takes so long is none of a tokenizer's.</summary>
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(10);

    /// <summary>A word as long as a page is cut: the library joins a word's bytes in time quadratic in them.</summary>
    private const int LongestPart = 512;

    private readonly Regex? whole;
    private readonly List<Regex> patterns;

    /// <param name="wholeWords">Stay whole.</param>
    /// <exception cref="EmbeddingException">A pattern is of another dialect than .NET reads.</exception>
    public PatternSplits(IEnumerable<string> patterns, IEnumerable<string> wholeWords)
    {
        var words = wholeWords.OrderByDescending(w => w.Length).Select(Regex.Escape).ToList();
        whole = words.Count == 0 ? null : Compiled(string.Join('|', words));
        this.patterns = [.. patterns.Select(Compiled)];
    }

    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(text.ToString());

    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        if (whole is null)
            return Parts(text, (0, text.Length), 0);
        return Cut(text, (0, text.Length), whole).SelectMany(
            p => p.IsMatch ? [p.Part] : Parts(text, p.Part, 0));
    }

    private IEnumerable<(int Offset, int Length)> Parts(string text, (int Offset, int Length) part, int pattern) =>
        pattern == patterns.Count ? Short(text, part)
            : Cut(text, part, patterns[pattern]).SelectMany(p => Parts(text, p.Part, pattern + 1));

    private static IEnumerable<(int Offset, int Length)> Short(string text, (int Offset, int Length) part)
    {
        var end = part.Offset + part.Length;
        for (var at = part.Offset; at < end;)
        {
            var next = Math.Min(end, at + LongestPart);
            next -= next < end && char.IsLowSurrogate(text[next]) ? 1 : 0;
            yield return (at, next - at);
            at = next;
        }
    }

    private static IEnumerable<((int Offset, int Length) Part, bool IsMatch)> Cut(
        string text, (int Offset, int Length) part, Regex pattern)
    {
        var at = 0;
        for (var match = Found(pattern, text, part); match.Success; match = Next(match))
        {
            if (match.Length == 0)
                continue;
            var start = match.Index - part.Offset;
            if (start > at)
                yield return ((part.Offset + at, start - at), false);
            yield return ((match.Index, match.Length), true);
            at = start + match.Length;
        }

        if (at < part.Length)
            yield return ((part.Offset + at, part.Length - at), false);
    }

    private static Match Found(Regex pattern, string text, (int Offset, int Length) part) =>
        Timed(() => pattern.Match(text, part.Offset, part.Length));

    private static Match Next(Match match) => Timed(match.NextMatch);

    private static Match Timed(Func<Match> find)
    {
        try
        {
            return find();
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new EmbeddingException(
                $"The pattern that the model's tokenizer splits by takes longer than {LongestMatch.TotalSeconds:0} s.", e);
        }
    }

    private static Regex Compiled(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, LongestMatch);
        }
        catch (ArgumentException e)
        {
            throw new EmbeddingException($"The pattern that the model's tokenizer splits by cannot be read: {pattern}", e);
        }
    }
}
