using System.Text.Json;
using Lectern.Server.Text;
using Microsoft.ML.Tokenizers;

namespace Lectern.Server.Indexing.Embedding.Tokenizers;

/// <summary>The tokens of a model that joins bytes: RoBERTa's kind, ModernBERT, Qwen. Thread-safe.</summary>
internal sealed class ByteLevelTokens : ModelTokens
{
    /// <summary>Words beside the vocabulary that stay whole; a model has some dozens.</summary>
    private const int MaxWholeWords = 2000;

    /// <summary>So many characters tell how a text is cut.</summary>
    private const int MaxCharactersRead = 1200;

    private readonly BpeTokenizer tokenizer;
    private readonly TextSteps steps;
    private readonly bool addsPrefix;

    /// <param name="json">A Hugging Face <c>tokenizer.json</c>.</param>
    /// <exception cref="EmbeddingException">It has something that cannot be read.</exception>
    public ByteLevelTokens(JsonElement json, SplitSteps splits)
        : base(TokenMarks.Read(TokenizerJson.Part(json, "post_processor")))
    {
        if (splits.Other is { } other)
            throw new EmbeddingException(
                $"The model's tokenizer splits a text by {other}, which cannot be read beside ByteLevel; Split by a pattern "
                + "can.");
        steps = TextSteps.Read(TokenizerJson.Part(json, "normalizer"));
        if (steps.CharacterMap.Length > 0 || steps.AddsPrefix || steps.MarksSpaces || steps.JoinsSpaces)
            throw new EmbeddingException("The model's tokenizer mixes SentencePiece's steps with ByteLevel.");
        addsPrefix = splits.AddsPrefix;
        var model = json.GetProperty("model");
        var vocabulary = model.GetProperty("vocab").EnumerateObject()
            .Select(t => KeyValuePair.Create(t.Name, t.Value.GetInt32())).ToList();
        if (vocabulary.Count is 0 or > TokenizerJson.MaxTokens)
            throw new EmbeddingException(
                $"The model's tokenizer has {vocabulary.Count} tokens; from 1 to {TokenizerJson.MaxTokens} can be read.");
        var whole = WholeWords(json);
        tokenizer = BpeTokenizer.Create(new BpeOptions(vocabulary)
        {
            Merges = TokenizerJson.Merges(model).Select(m => $"{m.First} {m.Second}"),
            ByteLevel = true,
            PreTokenizer = new PatternSplits(splits.Patterns, whole.Keys),
            SpecialTokens = whole,
        });
    }

    public override int Count(string text) => tokenizer.CountTokens(Prepared(text));

    protected override IEnumerable<string?> Pieces(string text)
    {
        text = Prepared(TextStart.Of(text, MaxCharactersRead));

        // A letter of several bytes counts once, for the piece that it ends in; a piece with no end of a letter says nothing.
        return tokenizer.EncodeToTokens(text, out _).Select(p => text[p.Offset] is { Length: > 0 } part ? part : null);
    }

    protected override IReadOnlyList<int> Plain(string text, int max) =>
        tokenizer.EncodeToIds(Prepared(text), max, out _, out _);

    private string Prepared(string text)
    {
        text = steps.Apply(text);
        return addsPrefix && text.Length > 0 && text[0] != ' ' ? $" {text}" : text;
    }

    /// <summary>Not the marks: a text that has their names in it has no marks in it.</summary>
    private static Dictionary<string, int> WholeWords(JsonElement json)
    {
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        if (TokenizerJson.Part(json, "added_tokens") is { ValueKind: JsonValueKind.Array } added)
        {
            foreach (var token in added.EnumerateArray())
            {
                if (TokenizerJson.Part(token, "special").ValueKind != JsonValueKind.True
                    && token.GetProperty("content").GetString() is { Length: > 0 } word)
                    words[word] = token.GetProperty("id").GetInt32();
            }
        }

        return words.Count <= MaxWholeWords ? words
            : throw new EmbeddingException(
                $"The model's tokenizer has {words.Count} words beside its vocabulary; {MaxWholeWords} can be read.");
    }
}
