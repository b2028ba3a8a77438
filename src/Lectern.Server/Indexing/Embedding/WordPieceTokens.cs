using System.Text;
using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace Lectern.Server.Indexing.Embedding;

/// <summary>
/// The tokens of BERT's kind of model. A text is split into words here, as the reference does it (<see cref="WordPieceText"/>);
/// the package's own splitting loses characters outside the Basic Multilingual Plane. Thread-safe.
/// </summary>
internal sealed class WordPieceTokens
{
    /// <summary>So many words tell how a text is cut.</summary>
    private const int MaxWordsRead = 200;

    private readonly WordPieceTokenizer tokenizer;
    private readonly bool lowerCase;
    private readonly int first;
    private readonly int separator;
    private readonly int unknown;

    private WordPieceTokens(WordPieceTokenizer tokenizer, bool lowerCase, int first, int separator, int unknown) =>
        (this.tokenizer, this.lowerCase, this.first, this.separator, this.unknown) =
            (tokenizer, lowerCase, first, separator, unknown);

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
            WordPieceTokenizer.Create(new MemoryStream(vocabulary), options), lowerCase, first, separator, unknown);
    }

    /// <summary>How many tokens a text has, without the marks around it.</summary>
    public int Count(string text) => tokenizer.CountTokens(WordPieceText.Split(text, lowerCase));

    /// <summary>
    /// How many letters a piece of a text has (<see cref="ModelReading"/>); its beginning speaks for a long one.
    /// </summary>
    public double? LettersAPiece(string text)
    {
        var pieces = tokenizer.EncodeToTokens(WordPieceText.Split(text, lowerCase, MaxWordsRead), out _);
        return ModelReading.LettersAPiece(pieces.Select(p => p.Id == unknown ? null : p.Value));
    }

    /// <summary>A text's token numbers between the model's marks, at most <paramref name="max"/> with them.</summary>
    public IReadOnlyList<int> Encode(string text, int max) => [first, .. Plain(text, max - 2), separator];

    /// <summary>Two texts as one input: <c>[CLS] first [SEP] second [SEP]</c>; the second is cut where the model ends.</summary>
    /// <returns>Token numbers, and for each whether it is of the second text.</returns>
    public (IReadOnlyList<int> Ids, IReadOnlyList<int> Segments) EncodePair(string query, string passage, int max)
    {
        var asked = Plain(query, max / 2);
        var answer = Plain(passage, max - 3 - asked.Count);
        return (
            [first, .. asked, separator, .. answer, separator],
            [.. Enumerable.Repeat(0, asked.Count + 2), .. Enumerable.Repeat(1, answer.Count + 1)]);
    }

    /// <summary>
    /// The vocabulary of a Hugging Face <c>tokenizer.json</c>, one token a line; its padding and truncation are left out.
    /// </summary>
    /// <exception cref="EmbeddingException">It is of another kind than WordPiece.</exception>
    public static (byte[] Vocabulary, bool LowerCase) ReadTokenizerJson(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var model = document.RootElement.GetProperty("model");
        if (!model.TryGetProperty("vocab", out var vocabulary) || vocabulary.ValueKind != JsonValueKind.Object
            || (model.TryGetProperty("type", out var type) && type.GetString() != "WordPiece"))
        {
            throw new EmbeddingException(
                "The model's tokenizer is not of BERT's kind (WordPiece), the only one that can be read.");
        }

        var normalizer = document.RootElement.GetProperty("normalizer");
        var lowerCase = normalizer.ValueKind != JsonValueKind.Object || !normalizer.TryGetProperty("lowercase", out var lower)
            || lower.ValueKind != JsonValueKind.False;
        var lines = vocabulary.EnumerateObject().OrderBy(t => t.Value.GetInt32()).Select(t => t.Name);
        return (Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"), lowerCase);
    }

    /// <summary>No token is shorter than a character, so a long text need not be split to its end.</summary>
    private IReadOnlyList<int> Plain(string text, int max) =>
        tokenizer.EncodeToIds(WordPieceText.Split(text, lowerCase, max), max, out _, out _);
}
