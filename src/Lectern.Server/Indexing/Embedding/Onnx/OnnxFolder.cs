using System.Security.Cryptography;
using System.Text.Json;

namespace Lectern.Server.Indexing.Embedding.Onnx;

/// <summary>
/// A model as sentence-transformers and Optimum export it: a folder with <c>model.onnx</c> (or <c>onnx/model.onnx</c>) and
/// <c>tokenizer.json</c> (or <c>vocab.txt</c>), and beside them <c>sentence_bert_config.json</c> (<c>{"max_seq_length": 256,
/// "do_lower_case": false}</c>), <c>1_Pooling/config.json</c> (<c>{"pooling_mode_cls_token": true}</c>) and <c>config.json</c>
/// (<c>{"max_position_embeddings": 512}</c>).
/// </summary>
internal static class OnnxFolder
{
    private static readonly string[] Models =
        ["model.onnx", "onnx/model.onnx", "model_quantized.onnx", "onnx/model_quantized.onnx"];

    /// <exception cref="EmbeddingException">The folder holds no model that can be read.</exception>
    public static EmbeddingModel LoadEmbedder(string folder) => Read(folder, () =>
    {
        var (path, tokens, maxTokens) = Open(folder);
        var encoder = new OnnxEncoder(path, threads: 1, "sentence_embedding", "last_hidden_state", "token_embeddings");
        var pooling = encoder.Output.Name == "sentence_embedding" ? Pooling.None
            : Setting(
                folder, "1_Pooling/config.json", "pooling_mode_cls_token") is { ValueKind: JsonValueKind.True } ? Pooling.First
            : Pooling.Mean;
        var width = encoder.Output.Width > 0 ? encoder.Output.Width : WidthOf(encoder, tokens, pooling);
        var embedder = new OnnxEmbedder(encoder, tokens, width, maxTokens, pooling);
        return new EmbeddingModel(
            $"onnx:{Path.GetFileName(folder)}@{Hash(path)}", embedder, tokens, pooling == Pooling.None ? null : embedder);
    });

    /// <summary>A cross-encoder: it reads a query and a passage together and says how well they fit.</summary>
    /// <exception cref="EmbeddingException">The folder holds no model that can be read.</exception>
    public static (OnnxEncoder Encoder, WordPieceTokens Tokens, int MaxTokens) LoadCrossEncoder(string folder) =>
        Read(folder, () =>
    {
        var (path, tokens, maxTokens) = Open(folder);
        return (new OnnxEncoder(path, Environment.ProcessorCount, "logits"), tokens, maxTokens);
    });

    private static (string Path, WordPieceTokens Tokens, int MaxTokens) Open(string folder)
    {
        var path = Models.Select(m => Path.Combine(folder, m)).FirstOrDefault(File.Exists)
            ?? throw new EmbeddingException($"{folder} has no {string.Join(" or ", Models)}.");
        var positions = Setting(folder, "config.json", "max_position_embeddings") is { } limit ? limit.GetInt32() : 512;
        var trained = Setting(folder, "sentence_bert_config.json", "max_seq_length") is { ValueKind: JsonValueKind.Number } length
            ? length.GetInt32() : positions;
        return (path, Tokens(folder), Math.Clamp(trained, 16, Math.Max(16, positions)));
    }

    private static WordPieceTokens Tokens(string folder)
    {
        if (File.Exists(Path.Combine(folder, "tokenizer.json")))
        {
            var (vocabulary, lowerCase) = WordPieceTokens.ReadTokenizerJson(
                File.ReadAllBytes(Path.Combine(folder, "tokenizer.json")));
            return WordPieceTokens.Create(vocabulary, lowerCase);
        }

        if (!File.Exists(Path.Combine(folder, "vocab.txt")))
            throw new EmbeddingException($"{folder} has no tokenizer.json and no vocab.txt.");
        var keepsCase = Setting(folder, "tokenizer_config.json", "do_lower_case") is { ValueKind: JsonValueKind.False };
        return WordPieceTokens.Create(File.ReadAllBytes(Path.Combine(folder, "vocab.txt")), !keepsCase);
    }

    private static int WidthOf(OnnxEncoder encoder, WordPieceTokens tokens, Pooling pooling)
    {
        var ids = tokens.Encode("width", 16);
        return encoder.Run(ids).Length / (pooling == Pooling.None ? 1 : ids.Count);
    }

    private static JsonElement? Setting(string folder, string file, string name)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
            return null;
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.TryGetProperty(name, out var value) ? value.Clone() : null;
    }

    /// <summary>Another export of the same name is another model.</summary>
    private static string Hash(string path)
    {
        using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(content))[..12];
    }

    private static T Read<T>(string folder, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (
            e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IOException)
        {
            throw new EmbeddingException($"The model in {folder} cannot be read: {e.Message}", e);
        }
    }
}
