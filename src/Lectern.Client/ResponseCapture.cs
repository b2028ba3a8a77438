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

    private readonly ResponseCapture? outer = Open().FirstOrDefault();
    private readonly ConcurrentQueue<RawResponse> responses = new();
    private volatile bool isEnded;

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

    /// <summary>Ends it, wherever it is called; what it has stays.</summary>
    public void Dispose()
    {
        isEnded = true;
        if (Current.Value == this)
            Current.Value = outer;
    }

    internal static async Task NoteAsync(HttpResponseMessage response, bool isStream, CancellationToken cancellationToken)
    {
        var open = Open().ToList();
        if (open.Count == 0)
            return;
        ReadOnlyMemory<byte>? body = null;
        if (!isStream)
            body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var asked = response.RequestMessage!;
        var raw = LecternModelFactory.Response(
            asked.Method, asked.RequestUri!, response.StatusCode,
            response.Headers.Concat(response.Content.Headers).Select(h => KeyValuePair.Create(h.Key, string.Join(", ", h.Value))),
            body);
        foreach (var capture in open)
            capture.responses.Enqueue(raw);
    }

    /// <summary>One that was ended elsewhere may still be the innermost of a call that goes on here.</summary>
    private static IEnumerable<ResponseCapture> Open()
    {
        for (var capture = Current.Value; capture is not null; capture = capture.outer)
        {
            if (!capture.isEnded)
                yield return capture;
        }
    }
}
