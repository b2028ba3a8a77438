using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Lectern.Contracts;

namespace Lectern.Server.Chat;

/// <summary>
/// Sends events as Server-Sent Events: <c>id</c>, <c>event</c> (<c>delta</c> or <c>message</c>), one <c>data</c> line of JSON.
/// Comments keep the connection alive while nothing happens. Flushes when no further event is at hand.
/// </summary>
internal sealed class SseStream(TimeProvider time)
{
    /// <summary>The contract allows 15 s of silence at most.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);

    private const int FlushAboveBytes = 16 * 1024;

    public async Task SendAsync(HttpContext http, IAsyncEnumerable<LoggedEvent> events)
    {
        var response = http.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";

        // At once: clients give up after 60 s without headers.
        await response.StartAsync(http.RequestAborted);
        await response.BodyWriter.FlushAsync(http.RequestAborted);

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        await using var reader = events.GetAsyncEnumerator(ending.Token);
        var next = reader.MoveNextAsync().AsTask();
        try
        {
            while (await WaitAsync(next, response.BodyWriter, http.RequestAborted))
            {
                Write(response.BodyWriter, reader.Current);
                next = reader.MoveNextAsync().AsTask();
                if (response.BodyWriter.UnflushedBytes > FlushAboveBytes)
                    await response.BodyWriter.FlushAsync(http.RequestAborted);
            }

            await response.BodyWriter.FlushAsync(http.RequestAborted);
        }
        finally
        {
            // An enumerator must not be disposed of while it moves.
            await ending.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> WaitAsync(Task<bool> next, PipeWriter body, CancellationToken cancellationToken)
    {
        if (next.IsCompleted)
            return await next;
        await body.FlushAsync(cancellationToken);
        while (true)
        {
            try
            {
                return await next.WaitAsync(KeepAlive, time, cancellationToken);
            }
            catch (TimeoutException) when (!next.IsFaulted)
            {
                body.Write(": keep-alive\n\n"u8);
                await body.FlushAsync(cancellationToken);
            }
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
