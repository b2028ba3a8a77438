using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;

namespace Lectern.Server.Platform.Outgoing;

/// <summary>A connection to OpenAI, or to any server that speaks its API: for chat and for embeddings.</summary>
internal static class OpenAiConnection
{
    /// <param name="url">Null for OpenAI's own.</param>
    /// <param name="key">Null for a server that wants none.</param>
    public static OpenAIClient Create(string? url, string? key)
    {
        var options = new OpenAIClientOptions
        {
            Transport = new HttpClientPipelineTransport(ModelHttp.Create(hasKey: key is not null)),

            // Retries and time limits are ours: one layer each.
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        if (url is not null)
            options.Endpoint = new Uri(url);
        return new OpenAIClient(new ApiKeyCredential(key ?? "none"), options);
    }
}
