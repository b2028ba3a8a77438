using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Lectern.Tests.Agent;

/// <summary>
/// A model that first calls tools, when it is given some, and then thinks and says given pieces; without any HTTP.
/// </summary>
internal sealed class StepsChatClient(
    IReadOnlyList<StepsChatClient.Call> calls, IReadOnlyList<string> pieces, IReadOnlyList<string>? thoughts = null) : IChatClient
{
    private bool called;

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        if (!called && calls.Count > 0)
        {
            called = true;
            foreach (var (call, number) in calls.Select((c, i) => (c, i)))
                yield return new ChatResponseUpdate(
                    ChatRole.Assistant, [new FunctionCallContent($"s{number}", call.Tool, Arguments(call.Arguments))]);
            yield break;
        }

        foreach (var piece in thoughts ?? [])
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent(piece)]);
        foreach (var piece in pieces)
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static Dictionary<string, object?> Arguments(string json) =>
        JsonElement.Parse(json).EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value);

    /// <param name="Arguments">A JSON object.</param>
    internal sealed record Call(string Tool, string Arguments);
}
