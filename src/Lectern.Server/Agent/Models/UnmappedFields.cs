using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace Lectern.Server.Agent.Models;

/// <summary>
/// Reads what the provider package leaves out of a streamed delta: reasoning in a <c>reasoning</c> field, as OpenRouter, Ollama
/// and newer vLLM send it (it maps <c>reasoning_content</c> itself), and a refusal. Raw:
/// <c>{"choices":[{"delta":{"reasoning":"The user asks"}}]}</c>.
/// </summary>
internal sealed class UnmappedFields(IChatClient inner) : DelegatingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            if (update.RawRepresentation is StreamingChatCompletionUpdate raw)
                Add(update.Contents, raw);
            yield return update;
        }
    }

    private static void Add(IList<AIContent> contents, StreamingChatCompletionUpdate raw)
    {
        // A server that sends both fields says the same in each.
        if (!contents.OfType<TextReasoningContent>().Any() && Reasoning(raw) is { Length: > 0 } reasoning)
            contents.Insert(0, new TextReasoningContent(reasoning));
        if (!contents.OfType<ErrorContent>().Any() && raw.RefusalUpdate is { Length: > 0 } refusal)
            contents.Add(new ErrorContent(refusal) { ErrorCode = "Refusal" });
    }

    private static string? Reasoning(StreamingChatCompletionUpdate raw)
    {
#pragma warning disable SCME0001 // The patch is the SDK's way to fields it does not know.
        return raw.Patch.TryGetValue("$.choices[0].delta.reasoning"u8, out string? reasoning) ? reasoning : null;
#pragma warning restore SCME0001
    }
}
