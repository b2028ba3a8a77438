namespace Lectern.Server.Platform.Settings;

/// <summary>
/// How language models are called, besides the one's name; see <see cref="SettingsReader"/> for names and defaults.
/// </summary>
internal sealed record ModelSettings
{
    public string? AzureApiKey { get; init; }

    /// <summary>Of the Azure OpenAI resource, such as <c>https://NAME.openai.azure.com</c>.</summary>
    public string? AzureEndpoint { get; init; }

    public string? AnthropicApiKey { get; init; }

    /// <summary>Null uses Anthropic's own.</summary>
    public string? AnthropicBaseUrl { get; init; }

    public string OllamaBaseUrl { get; init; } = "http://127.0.0.1:11434";

    /// <summary>How much the model is asked to reason: low, medium or high; null leaves it to the provider.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Whether the model is shown images of pages; null decides by the provider.</summary>
    public bool? Vision { get; init; }

    /// <summary>How many tokens the model is sent at most, about.</summary>
    public int ContextTokens { get; init; } = 64_000;

    /// <summary>The operator's own words to the model, behind the server's; null for none.</summary>
    public string? Instructions { get; init; }

    /// <summary>A model as in <c>LECTERN_MODEL</c> that makes titles; null makes them without one.</summary>
    public string? TitleModel { get; init; }
}
