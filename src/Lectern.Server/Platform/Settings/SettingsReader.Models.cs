using Lectern.Server.Platform.Keys;

namespace Lectern.Server.Platform.Settings;

/// <summary>What answers, embeds and reranks, and what its providers need.</summary>
internal sealed partial class SettingsReader
{
    private const int MaxInstructions = 20_000;
    private const int MaxModels = 20;

    /// <summary>A model's name with what its provider needs; null when none is named.</summary>
    private string? Model(string name)
    {
        if (Text(name) is { } model)
            CheckModel(name, model);
        return Text(name);
    }

    /// <summary>Those that a chat can choose beside the server's own.</summary>
    private List<string> Models()
    {
        var models = new List<string>();
        foreach (var model in Parts(Text("LECTERN_MODELS") ?? ""))
        {
            if (models.Contains(model))
            {
                mistakes.Add($"LECTERN_MODELS: {model} is named twice");
                continue;
            }

            CheckModel("LECTERN_MODELS", model);
            models.Add(model);
        }

        if (models.Count > MaxModels)
            mistakes.Add($"LECTERN_MODELS: names more than {MaxModels} models");
        return models;
    }

    private void CheckModel(string name, string model)
    {
        if (model == ModelName.Extractive)
            return;
        var named = ModelName.Of(model);
        switch (named.IsNamed ? named.Provider : "")
        {
            case "openai" when Text("OPENAI_API_KEY") is null && (Text("OPENAI_BASE_URL") is not { } url || IsOpenAi(url)):
                mistakes.Add($"{name}: {model} needs OPENAI_API_KEY, or OPENAI_BASE_URL for a server that needs no key");
                break;
            case "azure" when Text("AZURE_OPENAI_API_KEY") is null || Text("AZURE_OPENAI_ENDPOINT") is null:
                mistakes.Add($"{name}: {model} needs AZURE_OPENAI_API_KEY and AZURE_OPENAI_ENDPOINT");
                break;
            case "anthropic" when Text("ANTHROPIC_API_KEY") is null && Text("ANTHROPIC_BASE_URL") is null:
                mistakes.Add($"{name}: {model} needs ANTHROPIC_API_KEY, or ANTHROPIC_BASE_URL for a server that needs no key");
                break;
            case "openai" or "azure" or "anthropic" or "ollama":
                break;
            default:
                mistakes.Add($"{name}: {model} is not extractive, openai:NAME, azure:DEPLOYMENT, anthropic:NAME or ollama:NAME");
                break;
        }
    }

    private string Embeddings(string currentFolder)
    {
        var embeddings = Text("LECTERN_EMBEDDINGS") ?? "local";
        if (OnnxFolder("LECTERN_EMBEDDINGS", embeddings, currentFolder) is { } folder)
            return folder;
        var isOpenAi = ModelName.Of(embeddings) is { Provider: "openai", IsNamed: true };
        if (!isOpenAi && embeddings is not ("local" or "none"))
            mistakes.Add($"LECTERN_EMBEDDINGS: {embeddings} is not local, none, openai:MODEL or onnx:FOLDER");
        else if (isOpenAi && Text("OPENAI_API_KEY") is null && (Text("OPENAI_BASE_URL") is not { } url || IsOpenAi(url)))
            mistakes.Add(
                $"LECTERN_EMBEDDINGS: {embeddings} needs OPENAI_API_KEY, or OPENAI_BASE_URL for a server that needs no key");
        return embeddings;
    }

    private string Rerank(string currentFolder)
    {
        var rerank = Text("LECTERN_RERANK") ?? "vectors";
        if (OnnxFolder("LECTERN_RERANK", rerank, currentFolder) is { } folder)
            return folder;
        var isServer = ModelName.Of(rerank) is { Provider: "server", IsNamed: true };
        if (!isServer && rerank != "vectors")
            mistakes.Add($"LECTERN_RERANK: {rerank} is not vectors, onnx:FOLDER or server:MODEL");
        else if (isServer && Text("LECTERN_RERANK_URL") is null)
            mistakes.Add($"LECTERN_RERANK: {rerank} needs LECTERN_RERANK_URL, what stands before /rerank");
        return rerank;
    }

    /// <returns><c>onnx:</c> with the folder, or the graph in it, made absolute; null for a setting of another kind.</returns>
    private string? OnnxFolder(string name, string setting, string currentFolder)
    {
        if (ModelName.Of(setting) is not { Provider: "onnx", IsNamed: true } given)
            return null;
        var folder = Path.GetFullPath(given.Name, Path.GetFullPath(currentFolder));
        if (!Directory.Exists(folder) && !(folder.EndsWith(".onnx", StringComparison.Ordinal) && File.Exists(folder)))
            mistakes.Add($"{name}: {folder} is not a folder");
        return $"onnx:{folder}";
    }

    private ModelSettings ModelSettings(string currentFolder)
    {
        foreach (var key in (string[])["OPENAI_API_KEY", "AZURE_OPENAI_API_KEY", "ANTHROPIC_API_KEY", "LECTERN_RERANK_API_KEY"])
        {
            if (Text(key) is { } text && !ApiKeys.HasPossibleCharacters(text))
                mistakes.Add($"{key}: must have printable ASCII characters and no spaces");
        }

        var defaults = new ModelSettings();
        return new ModelSettings
        {
            AzureApiKey = Text("AZURE_OPENAI_API_KEY"),
            AzureEndpoint = BaseUrl("AZURE_OPENAI_ENDPOINT"),
            AnthropicApiKey = Text("ANTHROPIC_API_KEY"),
            AnthropicBaseUrl = BaseUrl("ANTHROPIC_BASE_URL"),
            OllamaBaseUrl = BaseUrl("OLLAMA_BASE_URL") ?? defaults.OllamaBaseUrl,
            Reasoning = OneOf("LECTERN_REASONING", "low", "medium", "high"),
            Vision = OneOf("LECTERN_VISION", "true", "false") is { } sees ? sees == "true" : null,
            ContextTokens = Count("LECTERN_CONTEXT_TOKENS", 2_000) ?? defaults.ContextTokens,
            Instructions = Instructions(currentFolder),
            TitleModel = Model("LECTERN_TITLE_MODEL"),
        };
    }

    /// <summary>The text itself, or that of the file that it names.</summary>
    private string? Instructions(string currentFolder)
    {
        if (Text("LECTERN_INSTRUCTIONS") is not { } text)
            return null;
        var isPath = text.Length < 1_000 && !text.Contains('\n', StringComparison.Ordinal);
        var instructions = isPath && File.Exists(Path.GetFullPath(text, Path.GetFullPath(currentFolder)))
            ? File.ReadAllText(Path.GetFullPath(text, Path.GetFullPath(currentFolder))).Trim()
            : text;
        if (instructions.Length > MaxInstructions)
            mistakes.Add($"LECTERN_INSTRUCTIONS: has more than {MaxInstructions} characters");
        return instructions.Length == 0 ? null : instructions;
    }

    private static bool IsOpenAi(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && uri.Host.Equals("api.openai.com", StringComparison.OrdinalIgnoreCase);
}
