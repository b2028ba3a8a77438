using System.Text;
using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace Lectern.Server.Indexing.Embedding.Tokenizers;

/// <summary>
/// The tokens of BERT's kind of model. A text is split into words here, as the reference does it (<see cref="WordPieceText"/>);
/// the package's own splitting loses characters outside the Basic Multilingual Plane. Thread-safe.
/// </summary>
internal sealed class WordPieceTokens : ModelTokens
{
    /// <summary>So many words tell how a text is cut.</summary>
    private const int MaxWordsRead = 200;

    private readonly WordPieceTokenizer tokenizer;
    private readonly bool lowerCase;
    private readonly int unknown;

    private WordPieceTokens(WordPieceTokenizer tokenizer, bool lowerCase, int unknown, TokenMarks marks)
        : base(marks) =>
        (this.tokenizer, this.lowerCase, this.unknown) = (tokenizer, lowerCase, unknown);

    /// <param name="vocabulary">One token a line, numbered from 0.</param>
    /// <exception cref="EmbeddingException">It has not BERT's marks.</exception>
    public static WordPieceTokens Create(byte[] vocabulary, bool lowerCase)
    {
        var lines = Encoding.UTF8.GetString(vocabulary).Split('\n').Select(l => l.TrimEnd('\r')).ToList();
        var (first, separator) = (lines.IndexOf("[CLS]"), lines.IndexOf("[SEP]"));
        var unknown = lines.IndexOf("[UNK]");
        if (first < 0 || separator < 0 || unknown < 0)
            throw new EmbeddingException("The model's vocabulary has no [CLS], [SEP] and [UNK], as BERT's kind of model has.");
        var options = new WordPieceOptions
        {
            PreTokenizer = PreTokenizer.CreateWhiteSpace(),
            UnknownToken = "[UNK]",
            MaxInputCharsPerWord = 100
        };
        return new WordPieceTokens(
            WordPieceTokenizer.Create(new MemoryStream(vocabulary), options), lowerCase, unknown,
            new TokenMarks([first], [separator], [separator], SecondSegment: 1));
    }

    /// <summary>
    /// The vocabulary of a Hugging Face <c>tokenizer.json</c>, one token a line; its padding and truncation are left out.
    /// </summary>
    public static (byte[] Vocabulary, bool LowerCase) ReadTokenizerJson(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return ReadTokenizerJson(document.RootElement);
    }

    public static (byte[] Vocabulary, bool LowerCase) ReadTokenizerJson(JsonElement tokenizer)
    {
        var vocabulary = tokenizer.GetProperty("model").GetProperty("vocab");
        var normalizer = tokenizer.GetProperty("normalizer");
        var lowerCase = normalizer.ValueKind != JsonValueKind.Object || !normalizer.TryGetProperty("lowercase", out var lower)
            || lower.ValueKind != JsonValueKind.False;
        var lines = vocabulary.EnumerateObject().OrderBy(t => t.Value.GetInt32()).Select(t => t.Name);
        return (Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"), lowerCase);
    }

    public override int Count(string text) => tokenizer.CountTokens(WordPieceText.Split(text, lowerCase));

    protected override IEnumerable<string?> Pieces(string text) =>
        tokenizer.EncodeToTokens(WordPieceText.Split(text, lowerCase, MaxWordsRead), out _)
            .Select(p => p.Id == unknown ? null : p.Value);

    /// <summary>No token is shorter than a character, so a long text need not be split to its end.</summary>
    protected override IReadOnlyList<int> Plain(string text, int max) =>
        tokenizer.EncodeToIds(WordPieceText.Split(text, lowerCase, max), max, out _, out _);
}
