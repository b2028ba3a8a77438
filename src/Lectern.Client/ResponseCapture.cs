using System.Collections.Concurrent;
using System.Net;

namespace Lectern.Client;

/// <summary>
/// Keeps the responses of every call that is made while it is open, by any client, in the code that opened it and what that
/// calls. Dispose of it in the method that opened it. Thread-safe.
/// </summary>
public sealed class ResponseCapture : IDisposable
{
    private static readonly AsyncLocal<ResponseCapture?> Current = new();

    private readonly ResponseCapture? outer = Current.Value;
    private readonly ConcurrentQueue<RawResponse> responses = new();

    private ResponseCapture()
    {
    }

    /// <summary>What came so far, in order; an attempt that was repeated has its own.</summary>
    public IReadOnlyList<RawResponse> Responses => [.. responses];

    /// <summary>The latest; null before the first.</summary>
    public RawResponse? Last => responses.LastOrDefault();

    /// <summary>Opens one.</summary>
    public static ResponseCapture Begin()
    {
        var capture = new ResponseCapture();
        Current.Value = capture;
        return capture;
    }

    /// <summary>Ends it; what it has stays.</summary>
    public void Dispose()
    {
        if (Current.Value == this)
            Current.Value = outer;
    }

    internal static async Task NoteAsync(HttpResponseMessage response, bool isStream, CancellationToken cancellationToken)
    {
        if (Current.Value is not { } capture)
            return;
        ReadOnlyMemory<byte>? body = null;
        if (!isStream)
            body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var asked = response.RequestMessage!;
        var raw = LecternModelFactory.Response(
            asked.Method, asked.RequestUri!, response.StatusCode,
            response.Headers.Concat(response.Content.Headers).Select(h => KeyValuePair.Create(h.Key, string.Join(", ", h.Value))),
            body);
        for (var open = capture; open is not null; open = open.outer)
            open.responses.Enqueue(raw);
    }
}
