using Lectern.Server.Text;
using Microsoft.ML.Tokenizers;

namespace Lectern.Server.Indexing.Embedding.Tokenizers;

/// <summary>
/// The tokens of a model that was trained with SentencePiece: XLM-R's kind (unigram), Gemma's (BPE). Thread-safe.
/// </summary>
internal sealed class SentencePieceTokens : ModelTokens
{
    /// <summary>So many characters tell how a text is cut.</summary>
    private const int MaxCharactersRead = 1200;

    private readonly SentencePieceTokenizer tokenizer;
    private readonly SentencePieceVocabulary vocabulary;
    private readonly Func<string, string> prepare;

    /// <param name="prepare">What is done with a text before SentencePiece's own steps.</param>
    /// <exception cref="EmbeddingException">The vocabulary cannot be used.</exception>
    public SentencePieceTokens(SentencePieceVocabulary vocabulary, TokenMarks marks, Func<string, string> prepare)
        : base(marks)
    {
        vocabulary.Check();
        (this.vocabulary, this.prepare) = (vocabulary, prepare);
        using var file = new MemoryStream(vocabulary.ToModelFile().ToArray());
        tokenizer = SentencePieceTokenizer.Create(file, addBeginningOfSentence: false, addEndOfSentence: false);
    }

    public override int Count(string text) => All(text).Count();

    protected override IEnumerable<string?> Pieces(string text) =>
        tokenizer.EncodeToTokens(prepare(TextStart.Of(text, MaxCharactersRead)), out _)
            .Select(p => p.Id == vocabulary.Unknown || vocabulary.IsByte(p.Id) ? null : p.Value);

    protected override IReadOnlyList<int> Plain(string text, int max) => [.. All(text).Take(max)];

    /// <summary>The library gives a token for each letter that is not known, the trained models one for a row of them.</summary>
    private IEnumerable<int> All(string text)
    {
        var before = -1;
        foreach (var id in tokenizer.EncodeToIds(prepare(text)))
        {
            if (id != before || id != vocabulary.Unknown)
                yield return id;
            before = id;
        }
    }
}
