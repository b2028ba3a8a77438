using System.Buffers;
using System.Text.RegularExpressions;
using Lectern.Server.Text;

namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>A passage of a real document, as it would be stored and cited.</summary>
/// <param name="Group">The documents, or the set of data.</param>
/// <param name="IsAside">Whether its document is of the half that nothing is chosen on.</param>
/// <param name="Before">The document's text up to the passage.</param>
/// <param name="Rows">Of the tables in it.</param>
internal sealed partial record SourcePassage(
    string Group, string Document, int Number, bool IsAside, string Before, string Text, IReadOnlyList<SourceRow> Rows)
{
    private const int MinLength = 35;
    private const int MaxLength = 300;

    private static readonly SearchValues<char> Signs = SearchValues.Create("[]{}<>|\"“”„«»*_`\\\n#=@");

    /// <summary>Its whole, plain sentences, without the full stop; with the one before each.</summary>
    public IReadOnlyList<SourceSentence> Sentences { get; } = [.. Read(Text)];

    private static IEnumerable<SourceSentence> Read(string text)
    {
        string? before = null;
        foreach (var sentence in Pieces(text).SelectMany(Pieces))
        {
            if (sentence.Length is >= MinLength and <= MaxLength && IsPlain(sentence))
                yield return new SourceSentence(Label().Replace(sentence[..^1], ""), before);
            before = sentence;
        }
    }

    /// <summary>The sentences of a text: a claim is one of them.</summary>
    private static IEnumerable<string> Pieces(string text) =>
        SentenceSplitter.Split(text).Select(s => text.Substring(s.Start, s.Length));

    private static bool IsPlain(string sentence) =>
        sentence[^1] is '.' or '。' && !char.IsLower(sentence[0]) && char.IsLetter(sentence[0])
        && sentence.AsSpan().IndexOfAny(Signs) < 0
        && !sentence.Contains("://", StringComparison.Ordinal) && !sentence.Contains("..", StringComparison.Ordinal);

    /// <summary>What an abstract calls its parts.</summary>
    [GeneratedRegex(@"^\p{Lu}{5,}(?: \p{Lu}{3,})* (?=\p{Lu})")]
    private static partial Regex Label();
}
