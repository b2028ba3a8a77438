namespace Lectern.Server.Platform.Outgoing;

/// <summary>The settings that a provider's faults speak of. A model tells its own by <c>GetService</c>.</summary>
/// <param name="Key">Of the key.</param>
/// <param name="Url">Of the server's address.</param>
internal sealed record ProviderNames(string Key, string Url)
{
    /// <summary>The setting that names the model.</summary>
    public string Model { get; init; } = "LECTERN_MODEL";

    public static ProviderNames OpenAi { get; } = new("OPENAI_API_KEY", "OPENAI_BASE_URL");

    public static ProviderNames Azure { get; } = new("AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT");

    public static ProviderNames Anthropic { get; } = new("ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL");

    public static ProviderNames Ollama { get; } = new("OLLAMA_BASE_URL", "OLLAMA_BASE_URL");
}
