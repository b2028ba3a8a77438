using System.Net;

namespace Lectern.Server.Platform.Settings;

/// <summary>Everything that can be set, already checked. See <see cref="SettingsReader"/> for names and defaults.</summary>
/// <param name="DataFolder">Absolute path of everything that is stored.</param>
/// <param name="ApiKey">The first key of the default project; null generates one.</param>
/// <param name="PublicUrl">Origin of absolute links, without a trailing slash; null uses each request's own.</param>
/// <param name="Model"><c>extractive</c>, or <c>PROVIDER:NAME</c> with openai, azure, anthropic or ollama.</param>
/// <param name="MaxUploadBytes">Per file.</param>
/// <param name="Folder">A folder to load into an index and to keep in step, absolute; null for none.</param>
internal sealed record LecternOptions(
    IReadOnlyList<string> Urls,
    string DataFolder,
    string? ApiKey,
    string? PublicUrl,
    string Model,
    string? OpenAiApiKey,
    string? OpenAiBaseUrl,
    long MaxUploadBytes,
    string? Folder)
{
    /// <summary>More models, as <paramref name="Model"/>, that a chat can choose.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Under which a proxy shows the server: <c>/lectern</c>, or nothing.</summary>
    public string BasePath { get; init; } = "";

    /// <summary>The log has one JSON object a line.</summary>
    public bool LogsJson { get; init; }

    /// <summary>Proxies whose <c>X-Forwarded-*</c> are believed.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>Origins whose pages may call the API; <c>*</c> for all.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>A collector is named by the standard variables of OpenTelemetry.</summary>
    public bool SendsTelemetry { get; init; }

    /// <summary>The metrics are at <c>/metrics</c>, for a key with the server right.</summary>
    public bool ShowsMetrics { get; init; }

    public CrowdLimits Limits { get; init; } = new();

    /// <summary><c>local</c>, <c>none</c>, <c>openai:MODEL</c> or <c>onnx:FOLDER</c> (absolute).</summary>
    public string Embeddings { get; init; } = "local";

    /// <summary><c>vectors</c> (feedback), <c>onnx:FOLDER</c> (absolute) or <c>server:MODEL</c>.</summary>
    public string Rerank { get; init; } = "vectors";

    /// <summary>What stands before <c>/rerank</c>; set with <c>server:</c>.</summary>
    public string? RerankUrl { get; init; }

    public string? RerankApiKey { get; init; }

    public ModelSettings ModelSettings { get; init; } = new();
}
