using System.Text.RegularExpressions;

namespace Lectern.Server.Platform.Settings;

/// <summary>The names that settings have, and the mistakes in those that somebody gave.</summary>
internal static partial class SettingNames
{
    /// <summary>The command line's, with the environment's of the same setting.</summary>
    public static readonly IReadOnlyDictionary<string, string> Switches = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["--urls"] = "LECTERN_URLS",
        ["--data"] = "LECTERN_DATA",
        ["--api-key"] = "LECTERN_API_KEY",
        ["--public-url"] = "LECTERN_PUBLIC_URL",
        ["--base-path"] = "LECTERN_BASE_PATH",
        ["--proxies"] = "LECTERN_PROXIES",
        ["--cors-origins"] = "LECTERN_CORS_ORIGINS",
        ["--model"] = "LECTERN_MODEL",
        ["--models"] = "LECTERN_MODELS",
        ["--embeddings"] = "LECTERN_EMBEDDINGS",
        ["--rerank"] = "LECTERN_RERANK",
        ["--rerank-url"] = "LECTERN_RERANK_URL",
        ["--max-upload-bytes"] = "LECTERN_MAX_UPLOAD_BYTES",
        ["--metrics"] = "LECTERN_METRICS",
        ["--logs"] = "LECTERN_LOGS",
        ["--folder"] = "LECTERN_FOLDER",
        ["--max-turns"] = "LECTERN_MAX_TURNS",
        ["--max-turns-per-key"] = "LECTERN_MAX_TURNS_PER_KEY",
        ["--max-queued-turns"] = "LECTERN_MAX_QUEUED_TURNS",
        ["--max-project-bytes"] = "LECTERN_MAX_PROJECT_BYTES",
        ["--min-free-bytes"] = "LECTERN_MIN_FREE_BYTES",
        ["--keep-generations"] = "LECTERN_KEEP_GENERATIONS",
        ["--max-parsers"] = "LECTERN_MAX_PARSERS",
        ["--ocr-pages-per-hour"] = "LECTERN_OCR_PAGES_PER_HOUR",
        ["--max-screenshot-bytes"] = "LECTERN_MAX_SCREENSHOT_BYTES",
        ["--requests-per-minute"] = "LECTERN_REQUESTS_PER_MINUTE",
        ["--max-steps"] = "LECTERN_MAX_STEPS",
        ["--max-turn-tokens"] = "LECTERN_MAX_TURN_TOKENS",
        ["--reader-seconds"] = "LECTERN_READER_SECONDS",
        ["--shutdown-seconds"] = "LECTERN_SHUTDOWN_SECONDS",
        ["--openai-base-url"] = "OPENAI_BASE_URL",
        ["--azure-endpoint"] = "AZURE_OPENAI_ENDPOINT",
        ["--anthropic-base-url"] = "ANTHROPIC_BASE_URL",
        ["--ollama-base-url"] = "OLLAMA_BASE_URL",
        ["--reasoning"] = "LECTERN_REASONING",
        ["--context-tokens"] = "LECTERN_CONTEXT_TOKENS",
        ["--vision"] = "LECTERN_VISION",
        ["--instructions"] = "LECTERN_INSTRUCTIONS",
        ["--title-model"] = "LECTERN_TITLE_MODEL",
    };

    private const string Prefix = "LECTERN_";

    /// <summary>No switch: keys, which a list of processes would show, and the cache, which scripts read too.</summary>
    private static readonly string[] WithoutSwitch =
        ["OPENAI_API_KEY", "AZURE_OPENAI_API_KEY", "ANTHROPIC_API_KEY", "LECTERN_RERANK_API_KEY", "LECTERN_CACHE"];

    /// <summary>What clients and tests read, of the same shell.</summary>
    private static readonly string[] OfOthers =
    [
        "LECTERN_BASE_URL", "LECTERN_FAULT_SEED", "LECTERN_FAULT_SEEDS", "LECTERN_SCREENSHOTS", "LECTERN_RECORD",
        "LECTERN_ANSWER_SET",
    ];

    private static readonly string[] All = [.. Switches.Values, .. WithoutSwitch];

    /// <summary>Scripts do not read the file.</summary>
    private static readonly string[] KeysOfFile = [.. All.Where(name => name != "LECTERN_CACHE").Select(PascalCase)];

    /// <summary>Under <c>Lectern</c> in the file: LECTERN_MAX_UPLOAD_BYTES is MaxUploadBytes there, in any case.</summary>
    public static string FileKey(string name) => "Lectern:" + Short(name);

    /// <summary>What is wrong with a switch, without its value, which may be a key; null when it is one.</summary>
    public static string? SwitchMistake(string name) => Switches.ContainsKey(name)
        ? null
        : $"{name}: not an option{Hint(name, Switches.Keys)}; --help lists them";

    /// <summary>Variables that look like a setting of Lectern's and are none.</summary>
    public static IEnumerable<string> VariableMistakes(IEnumerable<KeyValuePair<string, string>> environment) => environment
        .Where(v => v.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        .Where(v => !IsKnown(All, v.Key) && !IsKnown(OfOthers, v.Key) && !IsFileKey(v.Key) && !IsOfKubernetes(v.Key, v.Value))
        .OrderBy(v => v.Key, StringComparer.Ordinal)
        .Select(v => $"{v.Key}: not a setting{Hint(v.Key, All)}");

    /// <summary>Keys of appsettings.json that look like Lectern's and are none, and values that are no plain ones.</summary>
    public static IEnumerable<string> FileMistakes(IConfiguration file)
    {
        foreach (var section in file.GetChildren())
        {
            if (section.Key.Equals("Lectern", StringComparison.OrdinalIgnoreCase))
            {
                foreach (var mistake in section.GetChildren().Select(KeyMistake).OfType<string>())
                    yield return "appsettings.json: " + mistake;
            }
            else if (section.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? !IsKnown(All, section.Key)
                : NearestName.To(section.Key, ["Lectern"]) is not null)
            {
                yield return $"appsettings.json: {section.Key}: not a setting{Hint(section.Key, [.. All, "Lectern"])}";
            }
        }
    }

    private static string? KeyMistake(IConfigurationSection key)
    {
        if (!IsKnown(KeysOfFile, key.Key))
            return $"Lectern:{key.Key}: not a setting{Hint(key.Key, KeysOfFile)}";
        return key.GetChildren().Any() ? $"Lectern:{key.Key}: must be one value, not a list or an object" : null;
    }

    private static bool IsKnown(IEnumerable<string> names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary><c>Lectern__Model</c>, as .NET spells a file's key in the environment.</summary>
    private static bool IsFileKey(string name) =>
        name.Split("__") is [_, var key] && IsKnown(KeysOfFile, key);

    /// <summary>What Kubernetes sets in every container beside a service called lectern.</summary>
    private static bool IsOfKubernetes(string name, string value) =>
        KubernetesName().IsMatch(name)
        || value.StartsWith("tcp://", StringComparison.Ordinal) || value.StartsWith("udp://", StringComparison.Ordinal);

    private static string Hint(string name, IEnumerable<string> known) =>
        NearestName.To(name, known) is { } nearest ? $"; did you mean {nearest}?" : "";

    private static string Short(string name) =>
        (name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name)
            .Replace("_", "", StringComparison.Ordinal);

    /// <summary>LECTERN_MAX_UPLOAD_BYTES as MaxUploadBytes.</summary>
    private static string PascalCase(string name) => string.Concat(
        (name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name)
            .Split('_').Select(word => word[..1] + word[1..].ToLowerInvariant()));

    [GeneratedRegex("_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_.+)?)$")]
    private static partial Regex KubernetesName();
}
