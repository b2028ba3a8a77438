using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OllamaSharp.Models.Chat;
using ChatRole = Microsoft.Extensions.AI.ChatRole;

namespace Lectern.Server.Agent.Models;

/// <summary>
/// Gives Ollama each result of a tool as a message of its own with nothing but its text: the package would wrap it in JSON of its
/// own. Its calls have no ids; results are matched by their order.
/// </summary>
internal sealed class PlainResults(IChatClient inner) : DelegatingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var update in base.GetStreamingResponseAsync(messages.SelectMany(Plain), options, cancellationToken))
        {
            // An older server says that it is done, and not why.
            if (update is { FinishReason: null, RawRepresentation: ChatResponseStream { Done: true } })
                update.FinishReason = ChatFinishReason.Stop;
            yield return update;
        }
    }

    private static IEnumerable<ChatMessage> Plain(ChatMessage message) => message.Role != ChatRole.Tool
        ? [message]
        : message.Contents.OfType<FunctionResultContent>().Select(r => new ChatMessage(ChatRole.Tool, r.Result?.ToString()));
}
