using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Lectern.Tests.Agent;

/// <summary>A model that says given pieces, for what cannot be sent as JSON, and may end for a reason.</summary>
internal sealed class ScriptedChatClient(IReadOnlyList<string> pieces, ChatFinishReason? finish = null) : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var piece in pieces)
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
        if (finish is not null)
            yield return new ChatResponseUpdate(ChatRole.Assistant, []) { FinishReason = finish };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
