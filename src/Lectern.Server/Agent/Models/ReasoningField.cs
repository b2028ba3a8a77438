using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace Lectern.Server.Agent.Models;

/// <summary>
/// Reads reasoning from the delta's <c>reasoning</c> field, as OpenRouter, Ollama and newer vLLM send it. The provider package
/// reads <c>reasoning_content</c> itself. Raw: <c>{"choices":[{"delta":{"reasoning":"The user asks"}}]}</c>.
/// </summary>
internal sealed class ReasoningField(IChatClient inner) : DelegatingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            // A server that sends both fields says the same in each.
            if (!update.Contents.OfType<TextReasoningContent>().Any() && Reasoning(update) is { Length: > 0 } reasoning)
                update.Contents.Insert(0, new TextReasoningContent(reasoning));
            yield return update;
        }
    }

    private static string? Reasoning(ChatResponseUpdate update)
    {
#pragma warning disable SCME0001 // The patch is the SDK's way to fields it does not know.
        return update.RawRepresentation is StreamingChatCompletionUpdate raw
            && raw.Patch.TryGetValue("$.choices[0].delta.reasoning"u8, out string? reasoning)
                ? reasoning
                : null;
#pragma warning restore SCME0001
    }
}
