using System.Globalization;
using Lectern.Server.Platform.Keys;

namespace Lectern.Server.Platform.Settings;

/// <summary>
/// Reads the settings: the command line (<c>--data DIR</c>) wins over the environment (<c>LECTERN_DATA</c>), which wins over
/// <c>appsettings.json</c> (<c>{"Lectern": {"Data": "…"}}</c>). Every mistake is collected, each with the name it was given by.
/// </summary>
internal sealed partial class SettingsReader
{
    public const long DefaultMaxUploadBytes = 512L * 1024 * 1024;


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

    private bool NamesCollector() =>
        CollectorVariables.Any(name => Text(name) is not null)
        && Text("OTEL_SDK_DISABLED")?.ToLowerInvariant() != "true";

    private string? ApiKey()
    {
        var key = Text("LECTERN_API_KEY");
        if (key is not null && !ApiKeys.IsPossible(key))
            mistakes.Add($"LECTERN_API_KEY: must have {ApiKeys.Rule}");
        return key;
    }

    private string? OneOf(string name, params string[] values)
    {
        var text = Text(name)?.ToLowerInvariant();
        if (text is not null && !values.Contains(text))
            mistakes.Add($"{name}: {text} is not one of {string.Join(", ", values)}");
        return text;
    }

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
