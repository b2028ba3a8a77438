using System.Text.Json;
using static Lectern.Server.Indexing.Embedding.Tokenizers.SentencePieceVocabulary;

namespace Lectern.Server.Indexing.Embedding.Tokenizers;

/// <summary>
/// Reads a Hugging Face <c>tokenizer.json</c>: <c>{"normalizer": …, "pre_tokenizer": …, "post_processor": …, "added_tokens":
/// [{"id": 0, "content": "&lt;s&gt;", "special": true}], "model": {"type": "Unigram", "unk_id": 3, "vocab": [["&lt;s&gt;", 0.0],
/// …]}}</c>; of a BPE model <c>"vocab": {"a": 5}, "merges": ["a b"]</c> or <c>[["a", "b"]]</c>. Padding and truncation are
/// left out.
/// </summary>
internal static class TokenizerJson
{
    /// <summary>More tokens than any model has; numbers beyond are a mistake.</summary>
    public const int MaxTokens = 1_000_000;

    /// <exception cref="EmbeddingException">It is of a kind that cannot be read.</exception>
    public static ModelTokens Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var tokenizer = document.RootElement;
        var model = tokenizer.GetProperty("model");
        switch (Kind(model))
        {
            case "WordPiece":
                var (vocabulary, lowerCase) = WordPieceTokens.ReadTokenizerJson(tokenizer);
                return WordPieceTokens.Create(vocabulary, lowerCase);
            case "Unigram":
                return OfSentencePiece(tokenizer, isBpe: false, Unigram(model, Marks(tokenizer)));
            case "BPE" when SplitSteps.Read(Part(tokenizer, "pre_tokenizer")) is { IsByteLevel: true } splits:
                return new ByteLevelTokens(tokenizer, splits);
            case "BPE":
                return OfSentencePiece(tokenizer, isBpe: true, Bpe(model, Marks(tokenizer)));
            case var other:
                throw new EmbeddingException(
                    $"The model's tokenizer is of the kind {other}; WordPiece, Unigram and BPE can be read.");
        }
    }

    public static JsonElement Part(JsonElement of, string name) => of.TryGetProperty(name, out var part) ? part : default;

    /// <summary>The merges of a BPE model, first come first joined.</summary>
    public static IEnumerable<(string First, string Second)> Merges(JsonElement model)
    {
        foreach (var merge in model.GetProperty("merges").EnumerateArray())
        {
            if (merge.ValueKind == JsonValueKind.Array)
            {
                yield return (merge[0].GetString()!, merge[1].GetString()!);
                continue;
            }

            var text = merge.GetString()!;
            var space = text.IndexOf(' ');
            if (space <= 0 || space == text.Length - 1)
                throw new EmbeddingException($"The model's tokenizer has a merge {text}, which is no pair.");
            yield return (text[..space], text[(space + 1)..]);
        }
    }

    /// <summary>Early files say none; they are told by their shape.</summary>
    private static string? Kind(JsonElement model) => Part(model, "type") is { ValueKind: JsonValueKind.String } type
        ? type.GetString()
        : Part(model, "vocab").ValueKind == JsonValueKind.Array ? "Unigram"
        : Part(model, "merges").ValueKind == JsonValueKind.Array ? "BPE" : "WordPiece";

    private static SentencePieceTokens OfSentencePiece(JsonElement tokenizer, bool isBpe, List<Piece> pieces)
    {
        var steps = TextSteps.Read(Part(tokenizer, "normalizer"));
        var splits = SplitSteps.Read(Part(tokenizer, "pre_tokenizer"));
        if (splits.Other is { } other)
            throw new EmbeddingException(
                $"The model's tokenizer splits a text by {other}, which cannot be read of a {(isBpe ? "BPE" : "Unigram")} model; "
                + "ByteLevel (BPE), Metaspace, WhitespaceSplit and Split by a space can.");
        if (!steps.MarksSpaces && !splits.MarksSpaces)
            throw new EmbeddingException(
                "The model's tokenizer keeps no spaces, as SentencePiece's do by the sign ▁, and is not of bytes: it cannot be "
                + "read.");
        return new SentencePieceTokens(
            new SentencePieceVocabulary(pieces, isBpe)
            {
                CutsBytes = Part(tokenizer.GetProperty("model"), "byte_fallback").ValueKind == JsonValueKind.True,
                CharacterMap = steps.CharacterMap,
                AddsPrefix = steps.AddsPrefix || splits.AddsPrefix,
                JoinsSpaces = steps.JoinsSpaces || splits.SplitsAtSpaces,
            },
            TokenMarks.Read(Part(tokenizer, "post_processor")),
            splits.SplitsAtSpaces ? text => SplitSteps.WithPlainSpaces(steps.Apply(text)) : steps.Apply);
    }

    private static List<Piece> Unigram(JsonElement model, HashSet<string> marks)
    {
        var unknown = Part(model, "unk_id") is { ValueKind: JsonValueKind.Number } id ? id.GetInt32() : -1;
        var pieces = model.GetProperty("vocab").EnumerateArray().Select((p, i) => Typed(
            p[0].GetString()!, p[1].GetSingle(), i == unknown, marks)).ToList();
        return Bounded(pieces.Count) ? pieces : [];
    }

    /// <summary>SentencePiece joins the pair first whose joined piece scores highest: a piece's rank among the merges.</summary>
    private static List<Piece> Bpe(JsonElement model, HashSet<string> marks)
    {
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (first, second) in Merges(model))
            ranks.TryAdd(first + second, ranks.Count);
        var unknown = Part(model, "unk_token") is { ValueKind: JsonValueKind.String } token ? token.GetString() : null;
        var vocabulary = model.GetProperty("vocab").EnumerateObject().Select(p => (p.Name, Id: p.Value.GetInt32())).ToList();
        var pieces = new Piece?[Bounded(vocabulary.Max(p => p.Id) + 1) ? vocabulary.Max(p => p.Id) + 1 : 0];
        foreach (var (name, id) in vocabulary)
            pieces[id] = Typed(name, -(float)ranks.GetValueOrDefault(name, ranks.Count), name == unknown, marks);
        return [.. pieces.Select((p, i) => p ?? new Piece($"unused {i}", 0, PieceType.Control))];
    }

    private static bool Bounded(int tokens) => tokens is > 0 and <= MaxTokens ? true
        : throw new EmbeddingException($"The model's tokenizer has {tokens} tokens; from 1 to {MaxTokens} can be read.");

    private static Piece Typed(string text, float score, bool isUnknown, HashSet<string> marks) => new(
        text, score, isUnknown ? PieceType.Unknown : marks.Contains(text) ? PieceType.Control
            : text is ['<', '0', 'x', _, _, '>'] ? PieceType.Byte : PieceType.Normal);

    private static HashSet<string> Marks(JsonElement tokenizer) =>
        Part(tokenizer, "added_tokens") is { ValueKind: JsonValueKind.Array } added
            ? [.. added.EnumerateArray().Where(t => Part(t, "special").ValueKind == JsonValueKind.True)
                .Select(t => t.GetProperty("content").GetString()!)]
            : [];
}
