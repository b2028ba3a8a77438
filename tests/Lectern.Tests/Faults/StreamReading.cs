using System.Net;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Faults;

/// <summary>
/// A reader of a turn's stream, in the background, and what it was shown until the stream ended, it left or was cut off.
/// </summary>
internal sealed class StreamReading : IDisposable
{
    private readonly CancellationTokenSource leave = new();
    private readonly List<SseFrame> frames = [];
    private readonly TaskCompletionSource<HttpStatusCode?> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task reading = Task.CompletedTask;

    private StreamReading()
    {
    }

    /// <summary>The response's status; null when the connection broke before there was one.</summary>
    public Task<HttpStatusCode?> Answered => answered.Task;

    public static StreamReading Start(HttpClient http, HttpRequestMessage request)
    {
        var reader = new StreamReading();
        reader.reading = Task.Run(() => reader.ReadAsync(http, request));
        return reader;
    }

    public IReadOnlyList<SseFrame> Frames
    {
        get
        {
            lock (frames)
                return [.. frames];
        }
    }

    public bool HasSeenStop => Frames is [.., { Type: "stop" }];

    /// <summary>Closes the connection.</summary>
    public void Leave() => leave.Cancel();

    public Task EndAsync() => reading.WaitAsync(TimeSpan.FromSeconds(60));

    public void Dispose() => leave.Dispose();

    private async Task ReadAsync(HttpClient http, HttpRequestMessage request)
    {
        try
        {
            using (request)
            {
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leave.Token);
                answered.TrySetResult(response.StatusCode);
                if (response.StatusCode == HttpStatusCode.OK)
                    await ReadAsync(await response.Content.ReadAsStreamAsync(leave.Token));
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // The server was killed, or this reader left: what it was shown until then counts.
            answered.TrySetResult(null);
        }
    }

    private async Task ReadAsync(Stream body)
    {
        using var text = new StreamReader(body);
        var block = new List<string>();
        while (await text.ReadLineAsync(leave.Token) is { } line)
        {
            if (line.Length > 0)
            {
                block.Add(line);
                continue;
            }

            // A comment is one line; a frame that the connection's end cut off has no empty line after it.
            if (block is not [[':', ..]])
            {
                lock (frames)
                    frames.Add(SseFrame.Parse(string.Join('\n', block))[0]);
            }

            block.Clear();
        }
    }
}
