using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Lectern.Contracts;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Chat;

/// <summary>
/// Sends events as Server-Sent Events: <c>id</c>, <c>event</c> (<c>delta</c> or <c>message</c>), one <c>data</c> line of JSON.
/// Comments keep the connection alive while nothing happens. Flushes when no further event is at hand. Holds one frame and what
/// the connection's own buffers hold; a client that stops reading is let go.
/// </summary>
internal sealed class SseStream(CrowdLimits limits, TimeProvider time)
{
    /// <summary>The contract allows 15 s of silence at most.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);

    private const int FlushAboveBytes = 16 * 1024;

    public Task SendAsync(HttpContext http, IAsyncEnumerable<LoggedEvent> events) => SendAsync(http, events, Write);

    /// <param name="write">Writes one event as its whole frame.</param>
    public async Task SendAsync<T>(HttpContext http, IAsyncEnumerable<T> events, Action<PipeWriter, T> write)
    {
        var response = http.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers["X-Accel-Buffering"] = "no";

        // At once: clients give up after 60 s without headers.
        await response.StartAsync(http.RequestAborted);
        await FlushAsync(http);

        await using var reader = events.GetAsyncEnumerator(http.RequestAborted);
        var next = reader.MoveNextAsync().AsTask();
        try
        {
            while (await WaitAsync(next, http))
            {
                write(response.BodyWriter, reader.Current);
                next = reader.MoveNextAsync().AsTask();
                if (response.BodyWriter.UnflushedBytes > FlushAboveBytes)
                    await FlushAsync(http);
            }

            await FlushAsync(http);
        }
        finally
        {
            // An enumerator must not be disposed of while it moves.
            if (!next.IsCompleted)
                http.Abort();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> WaitAsync(Task<bool> next, HttpContext http)
    {
        if (next.IsCompleted)
            return await next;
        await FlushAsync(http);
        while (true)
        {
            try
            {
                return await next.WaitAsync(KeepAlive, time);
            }
            catch (TimeoutException) when (!next.IsFaulted)
            {
                http.Response.BodyWriter.Write(": keep-alive\n\n"u8);
                await FlushAsync(http);
            }
        }
    }

    /// <summary>
    /// Kestrel lets a slow client go too, but it allows a second for each 240 bytes that it has been given: minutes for a long
    /// frame.
    /// </summary>
    private async ValueTask FlushAsync(HttpContext http)
    {
        var flush = http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        if (flush.IsCompleted)
        {
            await flush;
            return;
        }

        var flushed = flush.AsTask();
        try
        {
            await flushed.WaitAsync(limits.ReaderPatience, time, http.RequestAborted);
        }
        catch (TimeoutException)
        {
            http.Abort();
            await flushed;
            throw new OperationCanceledException("The client has stopped reading.", http.RequestAborted);
        }
    }

    private static void Write(PipeWriter body, LoggedEvent next)
    {
        body.Write("id: "u8);
        var span = body.GetSpan(20);
        next.Sequence.TryFormat(span, out var written, provider: CultureInfo.InvariantCulture);
        body.Advance(written);
        body.Write(EventTypes.IsDelta(next.Type) ? "\nevent: delta\ndata: "u8 : "\nevent: message\ndata: "u8);
        Encoding.UTF8.GetBytes(next.Json, body);
        body.Write("\n\n"u8);
    }
}
