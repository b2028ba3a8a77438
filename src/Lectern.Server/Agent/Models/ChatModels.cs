using System.ClientModel;
using System.ClientModel.Primitives;
using Lectern.Server.Platform.Settings;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Lectern.Server.Agent.Models;

/// <summary>Makes the model that <c>LECTERN_MODEL</c> names. No provider's type leaves this folder.</summary>
internal static class ChatModels
{
    private const string OpenAiPrefix = "openai:";

    public static IChatClient Create(LecternOptions options) =>
        options.Model.StartsWith(OpenAiPrefix, StringComparison.Ordinal)
            ? OpenAi(options.Model[OpenAiPrefix.Length..], options)
            : new ExtractiveChatClient();

    /// <summary>OpenAI's chat completions, by OpenAI or by any server that speaks them.</summary>
    private static IChatClient OpenAi(string name, LecternOptions options)
    {
        var client = new OpenAIClientOptions
        {
            Transport = new HttpClientPipelineTransport(ModelHttp.Create(hasKey: options.OpenAiApiKey is not null)),

            // Retries and time limits are ours: one layer each.
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        if (options.OpenAiBaseUrl is { } url)
            client.Endpoint = new Uri(url);
        var key = new ApiKeyCredential(options.OpenAiApiKey ?? "none");
        return new FencedResults(new UnmappedFields(new OpenAIClient(key, client).GetChatClient(name).AsIChatClient()));
    }
}
