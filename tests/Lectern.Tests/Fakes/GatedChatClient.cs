using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Lectern.Tests.Fakes;

/// <summary>
/// A model that says one piece for every <see cref="Say"/> and ends with <see cref="End"/>; it waits in between.
/// </summary>
internal sealed class GatedChatClient : IChatClient
{
    private readonly System.Threading.Channels.Channel<string?> pieces =
        System.Threading.Channels.Channel.CreateUnbounded<string?>();

    /// <summary>Completes when a call was cancelled.</summary>
    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Calls { get; private set; }

    /// <summary>What the last call was given.</summary>
    public IReadOnlyList<ChatMessage> Asked { get; private set; } = [];

    public void Say(string piece) => pieces.Writer.TryWrite(piece);

    public void End() => pieces.Writer.TryWrite(null);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Asked = [.. messages];
        Calls++;
        try
        {
            while (await pieces.Reader.ReadAsync(cancellationToken) is { } piece)
                yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
        }
        finally
        {
            // Not by a registration: the read can be woken, and unregister it, before it is called.
            if (cancellationToken.IsCancellationRequested)
                Cancelled.TrySetResult();
        }

        yield return new ChatResponseUpdate(
            ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = 3, OutputTokenCount = 5 })]);
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
