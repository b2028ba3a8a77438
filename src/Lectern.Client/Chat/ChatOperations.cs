using System.Diagnostics;
using System.Runtime.CompilerServices;
using Lectern.Client.Http;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>Sessions and their turns.</summary>
public class ChatOperations
{
    private const string Sessions = "/api/v1/chat";
    private readonly ApiTransport api;

    /// <summary>For a stand-in in a test, which overrides what is called.</summary>
    protected ChatOperations() => api = null!;

    internal ChatOperations(ApiTransport api) => this.api = api;

    /// <summary>Creates a session.</summary>
    /// <param name="indexIds">At most 10; null or empty makes an unbound session, whose every message names its indexes.</param>
    /// <param name="sharedAccess"><c>read_only</c> (default) or <c>query</c>.</param>
    /// <param name="model">One of <see cref="ServerOperations.GetModelsAsync"/>; null for the server's own.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<ChatSessionSummary> CreateAsync(
        IReadOnlyList<string>? indexIds = null, string? sharedAccess = null, string? model = null,
        CancellationToken cancellationToken = default) => api.SendAsync(
        ApiRequest.Post(Sessions).WithJson(new SessionCreate(indexIds, sharedAccess, model), ClientJson.Wire.SessionCreate),
        ClientJson.Wire.ChatSessionSummary,
        cancellationToken);

    /// <summary>A session with its history: every event but the deltas, in order. Events of unknown types are left out.</summary>
    public virtual Task<SessionDetail> RetrieveAsync(string sessionId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Get(Path(sessionId)), ClientJson.Wire.SessionDetail, cancellationToken);

    /// <summary>A session without its history.</summary>
    public virtual Task<ChatSessionSummary> GetSummaryAsync(string sessionId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Get(Path(sessionId) + "/summary"), ClientJson.Wire.ChatSessionSummary, cancellationToken);

    /// <summary>Every session, newest first.</summary>
    /// <param name="pageSize">Sessions fetched at a time, 1 to 1000; default 50.</param>
    public virtual PagedList<ChatSessionSummary> ListAsync(int? pageSize = null) => new(async (token, cancellationToken) =>
    {
        var page = await api.SendAsync(
            ApiRequest.Get(Sessions, new() { { "page_size", pageSize }, { "page_token", token } }),
            ClientJson.Wire.SessionList,
            cancellationToken).ConfigureAwait(false);
        return new Page<ChatSessionSummary>(page.Items, page.NextPageToken);
    });

    /// <summary>Makes a session's title.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="firstMessage">What to make it of; null takes the first stored user message.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<ChatSessionSummary> SetTitleAsync(
        string sessionId, string? firstMessage = null, CancellationToken cancellationToken = default) => api.SendAsync(
        ApiRequest.Post(
            Path(sessionId) + "/title").WithJson(new SessionTitleRequest(firstMessage), ClientJson.Wire.SessionTitleRequest),
        ClientJson.Wire.ChatSessionSummary,
        cancellationToken);

    /// <summary>Gives a session a title of your own. Not every server has it.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="title">1 to 200 characters; kept as one line of at most 80.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<ChatSessionSummary> RenameAsync(
        string sessionId, string title, CancellationToken cancellationToken = default) =>
        api.SendAsync(
        new ApiRequest(
            HttpMethod.Patch, Path(sessionId)).WithJson(new SessionUpdateRequest(title), ClientJson.Wire.SessionUpdateRequest),
        ClientJson.Wire.ChatSessionSummary,
        cancellationToken);

    /// <summary>
    /// The sessions whose title or messages contain some characters, in any case; newest first. Not every server has it.
    /// </summary>
    /// <param name="query">1 to 200 characters.</param>
    /// <param name="pageSize">Sessions fetched at a time, 1 to 1000; default 50.</param>
    public virtual PagedList<SessionMatch> SearchAsync(string query, int? pageSize = null) =>
        new((token, cancellationToken) => api.SendAsync(
        ApiRequest.Get(Sessions + "/search", new() { { "query", query }, { "page_size", pageSize }, { "page_token", token } }),
        ClientJson.Wire.PageSessionMatch,
        cancellationToken));

    /// <summary>
    /// Copies a session, to go on from there in another way; the first one stays as it is. Not every server has it.
    /// </summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="beforeMessage">
    /// Number of a user's message, from 1: what was said before it is copied. Null copies every turn that has ended.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The new session.</returns>
    public virtual Task<ChatSessionSummary> ForkAsync(
        string sessionId, int? beforeMessage = null, CancellationToken cancellationToken = default) => api.SendAsync(
        ApiRequest.Post(
            Path(sessionId) + "/fork").WithJson(new SessionForkRequest(beforeMessage), ClientJson.Wire.SessionForkRequest),
        ClientJson.Wire.ChatSessionSummary,
        cancellationToken);

    /// <summary>Deletes a session with its history; a running turn ends.</summary>
    public virtual Task DeleteAsync(string sessionId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Delete(Path(sessionId)), cancellationToken);

    /// <summary>
    /// Asks, and yields the turn's events as they happen, up to and with its <see cref="StopEvent"/>. When the connection
    /// breaks, the stream is opened again after the last event that came, and goes on without a gap or a repetition. Events of
    /// unknown types are skipped. A turn that failed on the server ends with a <see cref="StopEvent"/> that says so; it does
    /// not throw.
    /// </summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="prompt">1 to 32,000 characters.</param>
    /// <param name="options">Which indexes, and how the turn is ended early.</param>
    /// <param name="cancellationToken">
    /// Leaves the stream; the turn itself goes on, and <see cref="ResumeAsync"/> finds it again. To end the turn use
    /// <see cref="ChatStreamOptions.EndTurn"/>.
    /// </param>
    /// <exception cref="LecternApiException">The server refused the prompt; nothing runs.</exception>
    /// <exception cref="LecternConnectionException">The connection broke and could not be made again.</exception>
    public virtual IAsyncEnumerable<ChatEvent> StreamAsync(
        string sessionId, string prompt, ChatStreamOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(sessionId);
        ArgumentNullException.ThrowIfNull(prompt);
        options ??= new();
        var body = new ChatParams(options.IndexIds, prompt, options.RequireAllIndexes ? true : null, options.Model);
        var ask = ApiRequest.Post(Path(sessionId) + "/messages/stream").WithJson(body, ClientJson.Wire.ChatParams) with
        {
            Streams = true,
            Headers = [("Idempotency-Key", options.IdempotencyKey ?? NewKey())],
        };
        return FollowAsync(sessionId, ask, null, options, cancellationToken);
    }

    /// <summary>Asks, and waits for the whole answer.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="prompt">1 to 32,000 characters.</param>
    /// <param name="options">As of <see cref="StreamAsync"/>.</param>
    /// <param name="cancellationToken">Leaves it; the turn itself goes on.</param>
    /// <exception cref="LecternException">The turn failed; the message is the server's.</exception>
    public virtual async Task<Answer> AskAsync(
        string sessionId, string prompt, ChatStreamOptions? options = null, CancellationToken cancellationToken = default)
    {
        var text = new System.Text.StringBuilder();
        var citations = new List<Citation>();
        await foreach (var next in StreamAsync(sessionId, prompt, options, cancellationToken).ConfigureAwait(false))
        {
            if (next is TextEvent step)
            {
                text.Append(text.Length == 0 || step.Content.Length == 0 ? "" : "\n\n");
                var before = text.ToString().EnumerateRunes().Count();
                citations.AddRange(step.Citations.Select(c => c with { Position = before + c.Position }));
                text.Append(step.Content);
            }
            else if (next is StopEvent stop)
            {
                return stop.IsError
                    ? throw new LecternException(stop.Error ?? "The turn failed.")
                    : new Answer(text.ToString(), citations, stop);
            }
        }

        throw new LecternConnectionException("The stream ended before the turn did.");
    }

    /// <summary>
    /// Follows the latest turn as <see cref="StreamAsync"/> does. Yields nothing when there is nothing to replay.
    /// </summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="after">
    /// The <see cref="ChatEvent.Sequence"/> of the last event that was seen; null replays the turn from its start.
    /// </param>
    /// <param name="options">
    /// Only <see cref="ChatStreamOptions.EndTurn"/> and <see cref="ChatStreamOptions.Interrupted"/> matter here.
    /// </param>
    /// <param name="cancellationToken">Leaves the stream; the turn goes on.</param>
    public virtual IAsyncEnumerable<ChatEvent> ResumeAsync(
        string sessionId, long? after = null, ChatStreamOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(sessionId);
        return FollowAsync(sessionId, null, after, options ?? new(), cancellationToken);
    }

    /// <summary>Ends the running turn; what was said is kept. No error when nothing runs.</summary>
    public virtual Task CancelAsync(string sessionId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Post(Path(sessionId) + "/messages/cancel"), cancellationToken);

    private async IAsyncEnumerable<ChatEvent> FollowAsync(
        string sessionId, ApiRequest? ask, long? after, ChatStreamOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var span = CallTelemetry.BeginTurn(sessionId);
        await using var turn = new TurnStream(api, Path(sessionId) + "/messages/stream", ask, after, options.Interrupted);
        Task? ending = null;
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = options.EndTurn.Register(() => ending = EndAsync());
        try
        {
            while (true)
            {
                if (await NextAsync(turn, span, cancellationToken).ConfigureAwait(false) is not { } next)
                    break;
                begun.TrySetResult();
                yield return next;
            }
        }
        finally
        {
            await asked.DisposeAsync().ConfigureAwait(false);
            begun.TrySetCanceled(CancellationToken.None);
            if (ending is not null)
                await ending.ConfigureAwait(false);
        }

        // The server can end only a turn that it has begun: its first event proves that.
        async Task EndAsync()
        {
            await ((Task)begun.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (begun.Task.IsCompletedSuccessfully)
                await CancelAsync(sessionId, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task<ChatEvent?> NextAsync(TurnStream turn, Activity? span, CancellationToken cancellationToken)
    {
        // A consumer that was handed an event goes on in its own: a connection that is made anew belongs to the turn.
        if (span is not null)
            Activity.Current = span;
        try
        {
            var next = await turn.NextAsync(cancellationToken).ConfigureAwait(false);
            if (next is StopEvent { IsError: true })
                CallTelemetry.Ended(span, "turn_failed");
            return next;
        }
        catch (Exception e)
        {
            CallTelemetry.Ended(span, e);
            throw;
        }
    }

    private static string Path(string sessionId) => $"{Sessions}/{Uri.EscapeDataString(sessionId)}";

    private static string NewKey() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
}
