using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Lectern.Client.Http;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>
/// Reads one turn over as many connections as it takes: the first asks (or follows), each later one resumes after the last event.
/// Not thread-safe.
/// </summary>
/// <param name="api">Sends the calls.</param>
/// <param name="path">Where a stream is resumed.</param>
/// <param name="ask">The prompt's call; null to follow the latest turn.</param>
/// <param name="after">Number of the last event that was seen, or null.</param>
/// <param name="interrupted">Told of breaks that are being mended.</param>
internal sealed class TurnStream(
    ApiTransport api, string path, ApiRequest? ask, long? after, IProgress<StreamInterruption>? interrupted) : IAsyncDisposable
{
    private long? last = after;
    private bool opened;
    private bool begun;
    private bool ended;
    private int failures;
    private Connection? connection;

    /// <summary>The next event; null after the turn's end.</summary>
    public async Task<ChatEvent?> NextAsync(CancellationToken cancellationToken)
    {
        while (!ended)
        {
            LecternConnectionException broken;
            try
            {
                if (connection is null && !await ConnectAsync(cancellationToken).ConfigureAwait(false))
                    return null;
                if (await connection!.NextAsync(cancellationToken).ConfigureAwait(false) is not { } item)
                    broken = new LecternConnectionException("The stream ended before the turn did.");
                else if (Accept(item) is { } next)
                    return next;
                else
                    continue;
            }
            catch (Exception e) when (opened && !cancellationToken.IsCancellationRequested && IsBreak(e))
            {
                broken = e as LecternConnectionException ?? new LecternConnectionException($"The stream broke: {e.Message}", e);
            }

            await CloseAsync().ConfigureAwait(false);
            if (begun && last is null)
                throw new LecternConnectionException(
                    "The stream broke, and its server numbers no events, so it cannot be resumed.", broken);
            if (failures >= api.Options.MaxStreamReconnects)
                throw broken;
            var pause = RetryPolicy.Pause(null, failures++);
            CallTelemetry.StreamBroke(api.Logger, path, failures, pause);
            interrupted?.Report(new StreamInterruption(broken.Message, failures, pause));
            await Task.Delay(pause, api.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    /// <summary>A server that restarts refuses connections, or has its proxy answer 502 to 504: these are breaks too.</summary>
    private static bool IsBreak(Exception e) => e is LecternApiException refused
        ? refused.Status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        or >= HttpStatusCode.InternalServerError
        : e is LecternConnectionException || Faults.IsOfConnection(e);

    private async Task<bool> ConnectAsync(CancellationToken cancellationToken)
    {
        var request = begun || ask is null
            ? ApiRequest.Get(path) with { Streams = true, Headers = Position() }
            : ask with { EarlierAttempts = failures };

        // Until a stream was opened once the call is repeated as any other; then its breaks are counted here.
        var response = await api.OpenAsync(request with { CanRepeat = !opened }, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NoContent)
        {
            response.Dispose();
            return begun
                ? throw new LecternException("The server has no more of a turn whose end was not seen.")
                : false;
        }

        opened = true;
        connection = await Connection.OpenAsync(response, api.Options, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private IReadOnlyList<(string, string)> Position() =>
        last is { } position ? [("Last-Event-ID", position.ToString(CultureInfo.InvariantCulture))] : [];

    private ChatEvent? Accept(SseItem<byte[]> item)
    {
        begun = true;
        long? sequence = long.TryParse(
            item.EventId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (sequence <= last)
            return null;
        (last, failures) = (sequence ?? last, 0);
        try
        {
            var next = ClientJson.ReadEvent(item.Data);
            ended = next is StopEvent;
            return next is null ? null : next with { Sequence = sequence };
        }
        catch (JsonException e)
        {
            throw new LecternException($"The stream carried something that is no event: {e.Message}", e);
        }
    }

    private async Task CloseAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync().ConfigureAwait(false);
        connection = null;
    }

    /// <summary>One response's frames. Silence longer than the idle limit ends it.</summary>
    private sealed class Connection : IAsyncDisposable
    {
        private readonly HttpResponseMessage response;
        private readonly IdleLimitedStream body;
        private readonly IAsyncEnumerator<SseItem<byte[]>> frames;

        private Connection(HttpResponseMessage response, IdleLimitedStream body)
        {
            (this.response, this.body) = (response, body);
            frames = SseParser.Create(
                body, static (_, data) => data.ToArray()).EnumerateAsync(CancellationToken.None).GetAsyncEnumerator();
        }

        public static async Task<Connection> OpenAsync(
            HttpResponseMessage response, LecternClientOptions options, CancellationToken cancellationToken)
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return new Connection(response, new IdleLimitedStream(stream, options.StreamIdleTimeout, options.TimeProvider));
        }

        public async Task<SseItem<byte[]>?> NextAsync(CancellationToken cancellationToken)
        {
            body.Cancellation = cancellationToken;
            return await frames.MoveNextAsync().ConfigureAwait(false) ? frames.Current : null;
        }

        public async ValueTask DisposeAsync()
        {
            await frames.DisposeAsync().ConfigureAwait(false);
            await body.DisposeAsync().ConfigureAwait(false);
            response.Dispose();
        }
    }
}
