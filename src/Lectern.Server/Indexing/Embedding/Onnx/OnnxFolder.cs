using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Lectern.Server.Indexing.Embedding.Onnx;

/// <summary>
/// A model as sentence-transformers and Optimum export it: a folder with <c>model.onnx</c> (or <c>onnx/model.onnx</c>) and
/// <c>tokenizer.json</c> (or <c>vocab.txt</c>), and beside them <c>sentence_bert_config.json</c> (<c>{"max_seq_length": 256,
/// "do_lower_case": false}</c>), <c>config_sentence_transformers.json</c> (<c>{"prompts": {"query": "query: ", "document":
/// "passage: "}, "truncate_dim": 256}</c>), <c>1_Pooling/config.json</c> (<c>{"pooling_mode_cls_token": true}</c>) and
/// <c>config.json</c> (<c>{"max_position_embeddings": 512}</c>).
/// </summary>
internal static class OnnxFolder
{
    private const string Prompts = "config_sentence_transformers.json";

    private static readonly string[] Models =
    [
        "model.onnx", "onnx/model.onnx", "model_quantized.onnx", "onnx/model_quantized.onnx", "model_int8.onnx",
        "onnx/model_int8.onnx",
    ];

    private static readonly (string Name, Pooling Pooling)[] PoolingModes =
    [
        ("pooling_mode_cls_token", Pooling.First), ("pooling_mode_mean_tokens", Pooling.Mean),
        ("pooling_mode_max_tokens", Pooling.Max), ("pooling_mode_lasttoken", Pooling.Last),
        ("pooling_mode_weightedmean_tokens", Pooling.WeightedMean),

        // The mean but for its length, and all vectors get the same one.
        ("pooling_mode_mean_sqrt_len_tokens", Pooling.Mean),
    ];

    /// <exception cref="EmbeddingException">The folder holds no model that can be read.</exception>
    public static EmbeddingModel LoadEmbedder(string folder) => Read(folder, () =>
    {
        var (path, tokens, maxTokens) = Open(folder);
        var encoder = new OnnxEncoder(path, threads: 1, "sentence_embedding", "last_hidden_state", "token_embeddings");
        var pooling = encoder.Output.Name == "sentence_embedding" ? Pooling.None : PoolingOf(folder);
        var width = encoder.Output.Width > 0 ? encoder.Output.Width : WidthOf(encoder, tokens, pooling);
        var kept = Setting(
            folder, Prompts, "truncate_dim") is { ValueKind: JsonValueKind.Number } cut ? cut.GetInt32() : (int?)null;
        if (kept <= 0)
            throw new EmbeddingException($"The truncate_dim in {folder}/{Prompts} is no number of dimensions.");
        var embedder = new OnnxEmbedder(encoder, tokens, width, maxTokens, pooling) { Kept = kept };
        var (query, passage) = (Prompt(folder, "query"), Prompt(folder, "document", "passage", "corpus"));
        return new EmbeddingModel(
            $"onnx:{Path.GetFileName(folder)}@{Hash(path)}{Way(pooling, kept, query, passage)}", embedder, tokens,
            pooling == Pooling.None ? null : embedder)
        {
            QueryPrompt = query,
            PassagePrompt = passage,
        };
    });

    private static Pooling PoolingOf(string folder)
    {
        var asked = PoolingModes.Where(
            m => Setting(folder, "1_Pooling/config.json", m.Name) is { ValueKind: JsonValueKind.True }).ToList();
        return asked switch
        {
            [] => Pooling.Mean,
            [var one] => one.Pooling,
            _ => throw new EmbeddingException(
                $"The model in {folder} joins {string.Join(" and ", asked.Select(m => m.Name))}; one way of pooling can be "
                + $"read."),
        };
    }

    /// <summary>As sentence-transformers takes them: the first of the names that there is, else the default prompt.</summary>
    private static string Prompt(string folder, params ReadOnlySpan<string> names)
    {
        if (Setting(folder, Prompts, "prompts") is not { ValueKind: JsonValueKind.Object } prompts)
            return "";
        var usual = Setting(
            folder, Prompts, "default_prompt_name") is { ValueKind: JsonValueKind.String } name ? name.GetString()! : "";
        foreach (var wanted in (string[])[.. names, usual])
        {
            if (prompts.TryGetProperty(wanted, out var prompt) && prompt.ValueKind == JsonValueKind.String)
                return prompt.GetString()!;
        }

        return "";
    }

    /// <summary>What else makes other vectors of the same weights; empty for what was always read.</summary>
    private static string Way(Pooling pooling, int? kept, string query, string passage)
    {
        if (kept is null && query.Length + passage.Length == 0 && pooling is Pooling.None or Pooling.Mean or Pooling.First)
            return "";
        var way = Encoding.UTF8.GetBytes($"{pooling}\n{kept}\n{query}\n{passage}");
        return $"+{Convert.ToHexStringLower(SHA256.HashData(way))[..8]}";
    }

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
