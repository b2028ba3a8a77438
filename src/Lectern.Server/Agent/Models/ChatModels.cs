using Anthropic;
using Lectern.Server.Agent.Models.Extractive;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Platform.Outgoing;
using Lectern.Server.Platform.Settings;
using Microsoft.Extensions.AI;
using OllamaSharp;

namespace Lectern.Server.Agent.Models;

/// <summary>
/// Makes the models that <c>LECTERN_MODEL</c> and <c>LECTERN_MODELS</c> name. No provider's type leaves this folder.
/// </summary>
internal static class ChatModels
{
    /// <summary>Tokens of one answer, where the provider wants a limit to be named.</summary>
    private const int MaxOutputTokens = 16_384;

    /// <param name="model"><c>extractive</c> or <c>PROVIDER:NAME</c>, already checked.</param>
    /// <param name="embeddings">What the extractive answerer compares sentences with.</param>
    public static IChatClient Create(string model, LecternOptions options, EmbeddingModels embeddings, TimeProvider? time = null)
    {
        var settings = options.ModelSettings;
        var (provider, name) = ModelName.Of(model);
        return provider switch
        {
            "openai" => new ProviderModel(
                OpenAi(name, options.OpenAiBaseUrl, options.OpenAiApiKey),
                Named(ProviderNames.OpenAi),
                sees: options.OpenAiBaseUrl is null,
                settings),
            "azure" => new ProviderModel(
                OpenAi(name, $"{settings.AzureEndpoint!.TrimEnd('/')}/openai/v1/", settings.AzureApiKey),
                Named(ProviderNames.Azure),
                sees: true,
                settings),
            "anthropic" => new ProviderModel(Claude(name, settings), Named(ProviderNames.Anthropic), sees: true, settings),
            "ollama" => new ProviderModel(Ollama(name, settings), Named(ProviderNames.Ollama), sees: false, settings),
            _ => new ExtractiveChatClient(embeddings, time, saysWhy: options.Models.All(m => m == ModelName.Extractive)),
        };

        ProviderNames Named(ProviderNames names) =>
            model == options.Model || !options.Models.Contains(model) ? names : names with { Model = "LECTERN_MODELS" };
    }

    /// <summary>OpenAI's chat completions, by OpenAI, by Azure (its v1 API), or by any server that speaks them.</summary>
    private static IChatClient OpenAi(string name, string? url, string? key) =>
        new UnmappedFields(OpenAiConnection.Create(url, key).GetChatClient(name).AsIChatClient());

    private static IChatClient Claude(string name, ModelSettings settings)
    {
        var client = new AnthropicClient
        {
            ApiKey = settings.AnthropicApiKey ?? "none",
            HttpClient = ModelHttp.Create(hasKey: settings.AnthropicApiKey is not null),
            MaxRetries = 0,
            Timeout = TimeSpan.FromHours(1),
        };
        if (settings.AnthropicBaseUrl is { } url)
            client = new AnthropicClient
            {
                ApiKey = client.ApiKey,
                HttpClient = client.HttpClient,
                MaxRetries = 0,
                Timeout = client.Timeout,
                BaseUrl = url
            };
        return client.AsIChatClient(name, MaxOutputTokens);
    }

    private static IChatClient Ollama(string name, ModelSettings settings)
    {
        var http = ModelHttp.Create(hasKey: false);
        http.BaseAddress = new Uri(settings.OllamaBaseUrl.TrimEnd('/') + "/");
        return new PlainResults(new OllamaApiClient(http, name));
    }
}
