using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lectern.Server.Indexing.Embedding.Tokenizers;

namespace Lectern.Server.Indexing.Embedding.Onnx;

/// <summary>
/// A model as sentence-transformers and Optimum export it: a folder with <c>model.onnx</c> (or <c>onnx/model.onnx</c>, or one of
/// int8) and <c>tokenizer.json</c> (or another <see cref="TokenizerFile"/>), and beside them <c>sentence_bert_config.json</c>
/// (<c>{"max_seq_length": 256, "do_lower_case": false}</c>), <c>config_sentence_transformers.json</c> (<c>{"prompts": {"query":
/// "query: ", "document": "passage: "}, "truncate_dim": 256}</c>), <c>1_Pooling/config.json</c> (<c>{"pooling_mode_cls_token":
/// true}</c>) and <c>config.json</c> (<c>{"max_position_embeddings": 512}</c>).
/// </summary>
internal static class OnnxFolder
{
    /// <summary>More than any text here has; a model may say that it reads any number.</summary>
    private const int MostTokens = 8192;

    private static readonly string[] Models =
    [
        "model.onnx", "onnx/model.onnx", "model_quantized.onnx", "onnx/model_quantized.onnx", "model_int8.onnx",
        "onnx/model_int8.onnx",
    ];

    /// <summary>RoBERTa numbers places behind its padding: so many more than it reads.</summary>
    private static readonly string[] PlacesBehindPadding = ["roberta", "xlm-roberta", "camembert", "xlm-roberta-xl"];

    /// <exception cref="EmbeddingException">The folder holds no model that can be read.</exception>
    public static EmbeddingModel LoadEmbedder(string named) => Read(named, () =>
    {
        var (folder, path, tokens, maxTokens) = Open(named);
        var settings = new ExportSettings(folder);
        var encoder = new OnnxEncoder(path, threads: 1, "sentence_embedding", "last_hidden_state", "token_embeddings");
        var pooling = encoder.Output.Name == "sentence_embedding" ? Pooling.None : settings.WayOfPooling();
        var width = encoder.Output.Width > 0 ? encoder.Output.Width : WidthOf(encoder, tokens, pooling);
        var kept = settings.Number(ExportSettings.Prompts, "truncate_dim");
        if (kept <= 0)
            throw new EmbeddingException($"The truncate_dim in {folder}/{ExportSettings.Prompts} is no number of dimensions.");
        var embedder = new OnnxEmbedder(encoder, tokens, width, maxTokens, pooling) { Kept = kept };
        var (query, passage) = (settings.Prompt("query"), settings.Prompt("document", "passage", "corpus"));
        settings.Check(pooling, query, passage);
        var isUsual = pooling == Pooling.None
            || (pooling is Pooling.Mean or Pooling.First && settings.IsOfFlags(pooling));
        return new EmbeddingModel(
            $"onnx:{Path.GetFileName(folder)}@{Hash(path, folder, tokens)}{Way(pooling, isUsual, kept, query, passage)}",
            embedder, tokens, pooling == Pooling.None ? null : embedder)
        {
            QueryPrompt = query,
            PassagePrompt = passage,
        };
    });

    /// <summary>What else makes other vectors of the same weights; empty for what was always read.</summary>
    private static string Way(Pooling pooling, bool isUsual, int? kept, string query, string passage)
    {
        if (isUsual && kept is null && query.Length + passage.Length == 0)
            return "";
        var way = Encoding.UTF8.GetBytes($"{pooling}\n{kept}\n{query}\n{passage}");
        return $"+{Convert.ToHexStringLower(SHA256.HashData(way))[..8]}";
    }

    /// <summary>A cross-encoder: it reads a query and a passage together and says how well they fit.</summary>
    /// <exception cref="EmbeddingException">The folder holds no model that can be read.</exception>
    public static (OnnxEncoder Encoder, ModelTokens Tokens, int MaxTokens) LoadCrossEncoder(string named) =>
        Read(named, () =>
    {
        var (_, path, tokens, maxTokens) = Open(named);
        return (new OnnxEncoder(path, Environment.ProcessorCount, "logits"), tokens, maxTokens);
    });

    /// <param name="named">The folder, or one of its graphs.</param>
    private static (string Folder, string Path, ModelTokens Tokens, int MaxTokens) Open(string named)
    {
        var (folder, path) = File.Exists(named) ? (FolderOf(named), named) : (named, Graph(named));
        var settings = new ExportSettings(folder);
        var tokens = TokenizerFile.Read(folder, name => settings.Of("tokenizer_config.json", name));
        var positions = settings.Number("config.json", "max_position_embeddings") ?? 512;
        if (settings.Of("config.json", "model_type") is { ValueKind: JsonValueKind.String } type
            && PlacesBehindPadding.Contains(type.GetString()))
            positions -= (settings.Number("config.json", "pad_token_id") ?? 1) + 1;
        var trained = settings.Number("sentence_bert_config.json", "max_seq_length") ?? positions;
        return (folder, path, tokens, Math.Clamp(trained, 16, Math.Clamp(positions, 16, MostTokens)));
    }

    private static string Graph(string folder)
    {
        if (Models.Select(m => Path.Combine(folder, m)).FirstOrDefault(File.Exists) is { } usual)
            return usual;
        var others = ((string[])[folder, Path.Combine(folder, "onnx")]).Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*.onnx")).Order(StringComparer.Ordinal).ToList();
        return others switch
        {
            [var one] => one,
            [] => throw new EmbeddingException($"{folder} has no {string.Join(" or ", Models)}."),
            _ => throw new EmbeddingException(
                $"{folder} has {string.Join(", ", others.Select(o => Path.GetRelativePath(folder, o)))}: name one of them."),
        };
    }

    /// <summary>Of a graph in a folder <c>onnx</c> the one above, where the tokenizer is.</summary>
    private static string FolderOf(string graph)
    {
        var own = Path.GetDirectoryName(graph)!;
        return Path.GetFileName(own) == "onnx" && !File.Exists(Path.Combine(own, "tokenizer.json"))
            && Path.GetDirectoryName(own) is { } above ? above : own;
    }

    private static int WidthOf(OnnxEncoder encoder, ModelTokens tokens, Pooling pooling)
    {
        var ids = tokens.Encode("width", 16);
        return encoder.Run(ids).Length / (pooling == Pooling.None ? 1 : ids.Count);
    }

    /// <summary>
    /// Another export of the same name is another model: other weights, in the graph or beside it, or another tokenizer, but for
    /// WordPiece, whose ids are of before that counted.
    /// </summary>
    private static string Hash(string path, string folder, ModelTokens tokens)
    {
        List<string> files = [path, .. Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(path))!)
            .Where(IsOfWeights).Order(StringComparer.Ordinal)];
        if (tokens is not WordPieceTokens && TokenizerFile.PathIn(folder) is { } tokenizer)
            files.Add(tokenizer);
        var hashes = files.Select(Sha).ToList();
        var all = hashes.Count == 1 ? hashes[0] : SHA256.HashData([.. hashes.SelectMany(h => h)]);
        return Convert.ToHexStringLower(all)[..12];
    }

    /// <summary><c>model.onnx_data</c>, <c>model.onnx_data_1</c> or <c>model.onnx.data</c>.</summary>
    private static bool IsOfWeights(string file) => Path.GetFileName(file) is var name
        && (name.Contains(".onnx_data", StringComparison.Ordinal) || name.EndsWith(".onnx.data", StringComparison.Ordinal));

    private static byte[] Sha(string path)
    {
        using var content = File.OpenRead(path);
        return SHA256.HashData(content);
    }

    private static T Read<T>(string folder, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (
            e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IOException
                or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new EmbeddingException($"The model in {folder} cannot be read: {e.Message}", e);
        }
    }
}
