using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Lectern.Server.Platform.Keys;

namespace Lectern.Server.Platform.Settings;

/// <summary>
/// Reads the settings: the command line (<c>--data DIR</c>) wins over the environment (<c>LECTERN_DATA</c>), which wins over
/// <c>appsettings.json</c> (<c>{"Lectern": {"Data": "…"}}</c>). Every mistake is collected, each with the name it was given by.
/// </summary>
internal sealed partial class SettingsReader
{
    public const long DefaultMaxUploadBytes = 512L * 1024 * 1024;

    private const int MaxInstructions = 20_000;
    private const int MaxModels = 20;

    private static readonly string[] CollectorVariables =
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    private readonly List<string> mistakes = [];
    private readonly IConfiguration configuration;

    private SettingsReader(string[] args, string currentFolder)
    {
        CheckArguments(args);
        var isReadable = mistakes.Count == 0;
        var file = new ConfigurationBuilder()
            .SetBasePath(Path.GetFullPath(currentFolder)).AddJsonFile("appsettings.json", optional: true);
        var fromFile = Load(file);
        mistakes.AddRange(SettingNames.FileMistakes(fromFile));
        mistakes.AddRange(SettingNames.VariableMistakes(Variables()));
        configuration = new ConfigurationBuilder()
            .AddConfiguration(fromFile)
            .AddEnvironmentVariables()
            .AddInMemoryCollection(isReadable ? CommandLine(args) : [])
            .Build();
    }

    /// <returns>The options, or null when there are mistakes.</returns>
    public static (LecternOptions? Options, IReadOnlyList<string> Mistakes) Read(string[] args, string currentFolder)
    {
        var reader = new SettingsReader(args, currentFolder);
        var options = new LecternOptions(
            reader.Urls(),
            Path.GetFullPath(reader.Text("LECTERN_DATA") ?? ".lectern", Path.GetFullPath(currentFolder)),
            reader.ApiKey(),
            reader.Origin("LECTERN_PUBLIC_URL"),
            reader.Model("LECTERN_MODEL") ?? ModelName.Extractive,
            reader.Text("OPENAI_API_KEY"),
            reader.BaseUrl("OPENAI_BASE_URL"),
            reader.Bytes("LECTERN_MAX_UPLOAD_BYTES", DefaultMaxUploadBytes),
            reader.Folder(currentFolder))
        {
            Models = reader.Models(),
            BasePath = reader.BasePath(),
            LogsJson = reader.LogsJson(),
            Proxies = reader.Proxies(),
            CorsOrigins = reader.CorsOrigins(),
            SendsTelemetry = reader.NamesCollector(),
            ShowsMetrics = reader.OneOf("LECTERN_METRICS", "true", "false") == "true",
            Limits = reader.Limits(),
            Embeddings = reader.Embeddings(currentFolder),
            Rerank = reader.Rerank(currentFolder),
            RerankUrl = reader.BaseUrl("LECTERN_RERANK_URL"),
            RerankApiKey = reader.Text("LECTERN_RERANK_API_KEY"),
            ModelSettings = reader.ModelSettings(currentFolder),
        };
        return (reader.mistakes.Count == 0 ? options : null, reader.mistakes);
    }

    /// <summary>Also of settings that are refused: their mistakes are said in the form that they ask for.</summary>
    public static bool AsksForJsonLogs(string[] args, string currentFolder) => new SettingsReader(args, currentFolder).LogsJson();

    private bool LogsJson() => OneOf("LECTERN_LOGS", "lines", "json") == "json";

    private IConfiguration Load(IConfigurationBuilder builder)
    {
        try
        {
            return builder.Build();
        }
        catch (InvalidDataException e)
        {
            mistakes.Add($"appsettings.json: {e.InnerException?.Message ?? e.Message}");
            return new ConfigurationBuilder().Build();
        }
    }

    private void CheckArguments(string[] args)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i++)
        {
            var parts = args[i].Split('=', 2);
            var (name, value) = (parts[0], parts.ElementAtOrDefault(1));
            if (!given.Add(name))
                mistakes.Add($"{name}: is given twice");
            if (SettingNames.SwitchMistake(name) is { } mistake)
                mistakes.Add(mistake);
            else if ((value ??= args.ElementAtOrDefault(++i)) is null)
                mistakes.Add($"{name}: a value must follow");
            else if (string.IsNullOrWhiteSpace(value))
                mistakes.Add($"{name}: the value is empty");
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> CommandLine(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var parts = args[i].Split('=', 2);
            yield return new(SettingNames.Switches[parts[0]], parts.Length == 2 ? parts[1] : args[++i]);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Variables() =>
        Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Select(v => new KeyValuePair<string, string>((string)v.Key, (string?)v.Value ?? ""));

    /// <summary>
    /// By its environment name, else under <c>Lectern</c> in the file: LECTERN_MAX_UPLOAD_BYTES is MaxUploadBytes there.
    /// </summary>
    private string? Text(string name)
    {
        var value = configuration[name] ?? configuration[SettingNames.FileKey(name)];
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    private static string[] Parts(string list) =>
        list.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private IReadOnlyList<string> Urls()
    {
        var urls = Parts(Text("LECTERN_URLS") ?? "http://127.0.0.1:5080");
        if (urls.Length == 0)
            mistakes.Add("LECTERN_URLS: names no address");
        mistakes.AddRange(urls.Select(ListenAddresses.Mistake).OfType<string>().Select(mistake => $"LECTERN_URLS: {mistake}"));
        return urls;
    }

    /// <summary>Addresses (10.0.0.7) and networks (10.0.0.0/8).</summary>
    private List<IPNetwork> Proxies()
    {
        var proxies = new List<IPNetwork>();
        foreach (var text in Parts(Text("LECTERN_PROXIES") ?? ""))
        {
            if (IPNetwork.TryParse(text, out var network))
                proxies.Add(network);
            else if (IPAddress.TryParse(text, out var address))
                proxies.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else
                mistakes.Add($"LECTERN_PROXIES: {text} is not an address like 10.0.0.7 or a network like 10.0.0.0/8");
        }

        return proxies;
    }

    private bool NamesCollector() =>
        CollectorVariables.Any(name => Text(name) is not null)
        && Text("OTEL_SDK_DISABLED")?.ToLowerInvariant() != "true";

    /// <summary>Origins as browsers name them, without a path.</summary>
    private List<string> CorsOrigins()
    {
        var origins = Parts(Text("LECTERN_CORS_ORIGINS") ?? "");
        foreach (var origin in origins.Where(o => o != "*"))
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
                || !origin.Equals(uri.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase))
                mistakes.Add($"LECTERN_CORS_ORIGINS: {origin} is not an origin like https://app.example.org, and not *");
        }

        return [.. origins];
    }

    private string? ApiKey()
    {
        var key = Text("LECTERN_API_KEY");
        if (key is not null && !ApiKeys.IsPossible(key))
            mistakes.Add($"LECTERN_API_KEY: must have {ApiKeys.Rule}");
        return key;
    }

    private string? Origin(string name)
    {
        if (BaseUrl(name) is not { } url)
            return null;
        if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Query.Length + uri.Fragment.Length > 0)
            mistakes.Add($"{name}: must have no query and no fragment");
        return url.TrimEnd('/');
    }

    /// <summary>Parts of letters, digits and <c>-._~</c>: what needs no escape anywhere.</summary>
    private string BasePath()
    {
        var path = (Text("LECTERN_BASE_PATH") ?? "").TrimEnd('/');
        if (path.Length > 0 && !BasePathShape().IsMatch(path))
            mistakes.Add($"LECTERN_BASE_PATH: {path} is not a path like /lectern");
        return path;
    }

    [GeneratedRegex(@"^(/(?!\.+(/|$))[A-Za-z0-9._~-]+)+$")]
    private static partial Regex BasePathShape();

    private string? BaseUrl(string name)
    {
        var text = Text(name);
        if (text is not null && !(Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            mistakes.Add($"{name}: {text} is not an http:// or https:// URL");
        return text;
    }

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

    private string? OneOf(string name, params string[] values)
    {
        var text = Text(name)?.ToLowerInvariant();
        if (text is not null && !values.Contains(text))
            mistakes.Add($"{name}: {text} is not one of {string.Join(", ", values)}");
        return text;
    }

    private static bool IsOpenAi(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && uri.Host.Equals("api.openai.com", StringComparison.OrdinalIgnoreCase);

    private long Bytes(string name, long fallback, long least = 1)
    {
        if (Text(name) is not { } text)
            return fallback;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes >= least)
            return bytes;
        mistakes.Add($"{name}: {text} is not a number of bytes above {least - 1}");
        return fallback;
    }

    private CrowdLimits Limits()
    {
        var defaults = new CrowdLimits();
        return new CrowdLimits
        {
            Turns = Count("LECTERN_MAX_TURNS", 1) ?? defaults.Turns,
            TurnsPerKey = Count("LECTERN_MAX_TURNS_PER_KEY", 1),
            QueuedTurns = Count("LECTERN_MAX_QUEUED_TURNS", 0) ?? defaults.QueuedTurns,
            ProjectBytes = Bytes("LECTERN_MAX_PROJECT_BYTES", defaults.ProjectBytes),
            FreeDiskBytes = Text("LECTERN_MIN_FREE_BYTES") is null ? null : Bytes("LECTERN_MIN_FREE_BYTES", 0, least: 0),
            Generations = Count("LECTERN_KEEP_GENERATIONS", 1) ?? defaults.Generations,
            Parsers = Count("LECTERN_MAX_PARSERS", 1),
            OcrPagesPerHour = Count("LECTERN_OCR_PAGES_PER_HOUR", 0) ?? defaults.OcrPagesPerHour,
            ScreenshotBytesPerFile = Bytes("LECTERN_MAX_SCREENSHOT_BYTES", defaults.ScreenshotBytesPerFile),
            RequestsPerMinute = Count("LECTERN_REQUESTS_PER_MINUTE", 1),
            StepsPerTurn = Count("LECTERN_MAX_STEPS", 2) ?? defaults.StepsPerTurn,
            TokensPerTurn = Count("LECTERN_MAX_TURN_TOKENS", 1) ?? defaults.TokensPerTurn,
            ReaderPatience = Seconds("LECTERN_READER_SECONDS", 1) ?? defaults.ReaderPatience,
            ShutdownGrace = Seconds("LECTERN_SHUTDOWN_SECONDS", 0) ?? defaults.ShutdownGrace,
        };
    }

    private int? Count(string name, int least)
    {
        if (Text(name) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least)
            return count;
        mistakes.Add($"{name}: {text} is not a whole number from {least} on");
        return null;
    }

    private TimeSpan? Seconds(string name, int least) => Count(name, least) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private string? Folder(string currentFolder)
    {
        if (Text("LECTERN_FOLDER") is not { } text)
            return null;
        var folder = Path.GetFullPath(text, Path.GetFullPath(currentFolder));
        if (!Directory.Exists(folder))
            mistakes.Add($"LECTERN_FOLDER: {folder} is not a folder");
        return folder;
    }
}
