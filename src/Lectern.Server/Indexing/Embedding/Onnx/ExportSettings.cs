using System.Text.Json;

namespace Lectern.Server.Indexing.Embedding.Onnx;

/// <summary>The files of settings that sentence-transformers writes beside a model.</summary>
internal sealed class ExportSettings(string folder)
{
    public const string Prompts = "config_sentence_transformers.json";

    private const string PoolingFile = "1_Pooling/config.json";
    private const long MaxBytes = 4 << 20;

    private static readonly (string Name, Pooling Pooling)[] PoolingModes =
    [
        ("pooling_mode_cls_token", Pooling.First), ("pooling_mode_mean_tokens", Pooling.Mean),
        ("pooling_mode_max_tokens", Pooling.Max), ("pooling_mode_lasttoken", Pooling.Last),
        ("pooling_mode_weightedmean_tokens", Pooling.WeightedMean),

        // The mean but for its length, and all vectors get the same one.
        ("pooling_mode_mean_sqrt_len_tokens", Pooling.Mean),
    ];

    /// <summary>The modules of sentence-transformers that are done here; vectors have length 1 in any case.</summary>
    private static readonly string[] Known = ["Transformer", "Pooling", "Normalize"];

    public int? Number(string file, string name) =>
        Of(file, name) is { ValueKind: not JsonValueKind.Null } number ? number.GetInt32() : null;

    public JsonElement? Of(string file, string name)
    {
        if (Content(file) is not { } content)
            return null;
        using var document = JsonDocument.Parse(content);
        return document.RootElement.TryGetProperty(name, out var value) ? value.Clone() : null;
    }

    public Pooling WayOfPooling()
    {
        // Later versions name one way: {"pooling_mode": "mean"}.
        var named = Of(PoolingFile, "pooling_mode")?.GetString();
        var asked = named is null ? Flagged() : [.. PoolingModes.Where(
            m => m.Name == $"pooling_mode_{named}" || m.Name == $"pooling_mode_{named}_token"
                || m.Name == $"pooling_mode_{named}_tokens")];
        return asked switch
        {
            [] when named is not null => throw new EmbeddingException(
                $"The model in {folder} joins its tokens by {named}, which cannot be read."),
            [] => Pooling.Mean,
            [var one] => one.Pooling,
            _ => throw new EmbeddingException(
                $"The model in {folder} joins {string.Join(" and ", asked.Select(m => m.Name))}; one way of pooling can be "
                + $"read."),
        };
    }

    /// <summary>
    /// Whether the flags alone say the same way: ids of models are from before a named one was read, when the mean was taken
    /// where no flag was set.
    /// </summary>
    public bool IsOfFlags(Pooling pooling) => Flagged() switch
    {
        [] => pooling == Pooling.Mean,
        [var one] => one.Pooling == pooling,
        _ => false,
    };

    private List<(string Name, Pooling Pooling)> Flagged() =>
        [.. PoolingModes.Where(m => Of(PoolingFile, m.Name) is { ValueKind: JsonValueKind.True })];

    /// <summary>What would make other vectors than the model's own is refused.</summary>
    public void Check(Pooling pooling, string query, string passage)
    {
        if (pooling == Pooling.None)
            return;
        if (Modules().FirstOrDefault(m => !Known.Contains(m[(m.LastIndexOf('.') + 1)..])) is { } other)
        {
            throw new EmbeddingException(
                $"The model in {folder} has a layer {other} behind its tokens, which the graph does not have: export it with "
                + "sentence-transformers, so that the graph gives sentence_embedding.");
        }

        if ((query.Length + passage.Length) > 0 && pooling is not (Pooling.First or Pooling.Last)
            && Of(PoolingFile, "include_prompt") is { ValueKind: JsonValueKind.False })
            throw new EmbeddingException(
                $"The model in {folder} leaves the prompt out of its pooling, which cannot be done here.");
    }

    /// <summary>As sentence-transformers takes them: the first of the names that there is, else the default prompt.</summary>
    public string Prompt(params ReadOnlySpan<string> names)
    {
        if (Of(Prompts, "prompts") is not { ValueKind: JsonValueKind.Object } prompts)
            return "";
        var usual = Of(Prompts, "default_prompt_name") is { ValueKind: JsonValueKind.String } name ? name.GetString()! : "";
        foreach (var wanted in (string[])[.. names, usual])
        {
            if (prompts.TryGetProperty(wanted, out var prompt) && prompt.ValueKind == JsonValueKind.String)
                return prompt.GetString()!;
        }

        return "";
    }

    /// <summary><c>[{"type": "sentence_transformers.models.Pooling"}]</c>.</summary>
    private List<string> Modules()
    {
        if (Content("modules.json") is not { } json)
            return [];
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(m => m.GetProperty("type").GetString()!)];
    }

    private byte[]? Content(string name) => ModelFile.Read(folder, name, MaxBytes, "it holds no settings");
}
