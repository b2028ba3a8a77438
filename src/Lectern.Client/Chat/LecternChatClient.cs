using System.Runtime.CompilerServices;
using System.Text.Json;
using Lectern.Contracts;
using Microsoft.Extensions.AI;

namespace Lectern.Client;

/// <summary>
/// A session as the model of any Microsoft.Extensions.AI application. The session keeps the conversation, so of the messages
/// only the last of the user's is sent; system messages and options do not reach the server. What the server's own tools do is
/// told as informational calls and results. Citations come as annotations of the text that they belong to, their regions in
/// UTF-16; in a stream they come behind it, on a content without text. <see cref="ChatOptions.ConversationId"/> names another
/// session.
/// </summary>
public sealed class LecternChatClient : IChatClient
{
    /// <summary>How long a cancelled turn's last event is waited for.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(5);
    private readonly LecternClient client;
    private readonly string sessionId;

    /// <summary>An adapter over a session that is bound to its indexes.</summary>
    /// <param name="client">Stays the caller's.</param>
    /// <param name="sessionId">The session.</param>
    public LecternChatClient(LecternClient client, string sessionId)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(sessionId);
        (this.client, this.sessionId) = (client, sessionId);
    }

    /// <inheritdoc/>
    /// <exception cref="LecternException">The turn failed; the message is the server's.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await UpdatesAsync(
            messages, options, whole: true, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <exception cref="LecternException">The turn failed; the message is the server's.</exception>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        UpdatesAsync(messages, options, whole: false, cancellationToken);

    /// <param name="messages">Of which the user's last one is sent.</param>
    /// <param name="options">May name the session.</param>
    /// <param name="whole">Texts come whole, with their citations on them.</param>
    /// <param name="cancellationToken">Nobody wants the answer any more.</param>
    private async IAsyncEnumerable<ChatResponseUpdate> UpdatesAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, bool whole,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = options?.ConversationId ?? sessionId;
        var step = 1;
        long? first = null;
        var prompt = messages.LastOrDefault(m => m.Role == ChatRole.User)?.Text
            ?? throw new ArgumentException("There is no message of the user's.", nameof(messages));

        // Here the caller's token means that nobody wants the answer any more, as it does with every model.
        var ask = new ChatStreamOptions { EndTurn = cancellationToken };
        using var leave = new CancellationTokenSource();
        await using var wanted = cancellationToken.Register(() => leave.CancelAfter(EndsWithin));
        var streamed = false;
        await foreach (var next in client.Chat.StreamAsync(session, prompt, ask, leave.Token).ConfigureAwait(false))
        {
            if (next is StopEvent { IsError: true } failed)
                throw new LecternException(failed.Error ?? "The turn failed.");
            first ??= next.Sequence;
            var contents = whole && next is TextDeltaEvent or ThinkingDeltaEvent ? [] : Contents(next, streamed, whole);
            streamed = !whole && (next is TextDeltaEvent || (streamed && next is not TextEvent));
            if (contents.Count > 0)
            {
                var response = $"{session}/{first}";
                yield return new ChatResponseUpdate(ChatRole.Assistant, contents)
                {
                    ConversationId = session,
                    ResponseId = response,
                    MessageId = $"{response}/{step}",
                    ModelId = "lectern",
                    FinishReason = next is StopEvent ? ChatFinishReason.Stop : null,
                    RawRepresentation = next,
                };
            }

            step += next is ToolResultEvent ? 1 : 0;
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        if (serviceType == typeof(ChatClientMetadata))
            return new ChatClientMetadata("lectern", client.BaseUrl);
        if (serviceType == typeof(LecternClient))
            return client;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Does nothing: the client stays the caller's.</summary>
    public void Dispose()
    {
    }

    /// <param name="next">What happened.</param>
    /// <param name="streamed">The text was told in deltas already.</param>
    /// <param name="whole">Deltas are not told.</param>
    private static IList<AIContent> Contents(ChatEvent next, bool streamed, bool whole) => next switch
    {
        TextDeltaEvent text => [new TextContent(text.Content)],
        TextEvent text when !streamed || text.Citations.Count > 0 =>
            [new TextContent(streamed ? "" : text.Content) { Annotations = Annotations(text) }],
        ThinkingDeltaEvent thinking => [new TextReasoningContent(thinking.Content)],
        ThinkingEvent thinking when whole => [new TextReasoningContent(thinking.Content)],
        ToolCallEvent call =>
            [new FunctionCallContent(call.CallId, call.Name, Arguments(call.Arguments)) { InformationalOnly = true }],
        ToolResultEvent result => [new FunctionResultContent(result.CallId, result.Result)],
        StopEvent stop => [new UsageContent(new UsageDetails
        {
            InputTokenCount = stop.Usage.TotalInputTokens,
            OutputTokenCount = stop.Usage.TotalOutputTokens,
            TotalTokenCount = stop.Usage.TotalInputTokens + stop.Usage.TotalOutputTokens,
        })],
        _ => [],
    };

    /// <summary>Citations count code points, regions UTF-16 units.</summary>
    private static List<AIAnnotation> Annotations(TextEvent text)
    {
        var annotations = new List<AIAnnotation>();
        var walk = new CodePointWalk(text.Content);
        foreach (var citation in text.Citations.OrderBy(c => c.Position))
            annotations.Add(Annotation(citation, walk.ToUtf16(citation.Position)));

        return annotations;
    }

    private static CitationAnnotation Annotation(Citation citation, int start) => new()
    {
        FileId = citation.FileId,
        Title = citation.FileName,
        Snippet = citation.Quote,
        AnnotatedRegions = [new TextSpanAnnotatedRegion { StartIndex = start, EndIndex = start + citation.Marker.Length }],
        RawRepresentation = citation,
    };

    private static Dictionary<string, object?> Arguments(JsonElement arguments) => arguments.ValueKind == JsonValueKind.Object
        ? arguments.EnumerateObject().ToDictionary(a => a.Name, object? (a) => a.Value.Clone())
        : [];
}
