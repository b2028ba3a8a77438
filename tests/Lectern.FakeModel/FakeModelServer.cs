using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lectern.FakeModel;

/// <summary>
/// A model server over real HTTP on 127.0.0.1 that answers as scripted and records what it was asked: OpenAI's streaming chat
/// completions, or as raw frames what Azure, Anthropic and Ollama send at their addresses. Thread-safe.
/// </summary>
internal sealed class FakeModelServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<FakeReply> replies = new();
    private readonly ConcurrentQueue<FakeRequest> requests = new();
    private readonly WebApplication app;
    private int connections;

    private FakeModelServer(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port, listen => listen.Use(Counted)));
        app = builder.Build();
        foreach (var path in (string[])["/v1/chat/completions", "/openai/v1/chat/completions", "/v1/messages", "/api/chat"])
            app.MapPost(path, AnswerAsync);
    }

    /// <summary>As <c>OPENAI_BASE_URL</c> wants it.</summary>
    public string BaseUrl => $"{app.Urls.First()}/v1";

    /// <summary>Answers when nothing is queued; without it that is a 500.</summary>
    public Func<FakeRequest, FakeReply>? Otherwise { get; set; }

    public IReadOnlyList<FakeRequest> Requests => [.. requests];

    /// <summary>Whether <see cref="Requests"/> grows; not when very many are expected.</summary>
    public bool KeepsRequests { get; set; } = true;

    /// <summary>Accepted so far.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <param name="port">0 takes a free one.</param>
    public static async Task<FakeModelServer> StartAsync(int port = 0, CancellationToken cancellationToken = default)
    {
        var server = new FakeModelServer(port);
        await server.app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Scripts the next requests, one reply each.</summary>
    public void Enqueue(params FakeReply[] next)
    {
        foreach (var reply in next)
            replies.Enqueue(reply);
    }

    public async ValueTask DisposeAsync()
    {
        // A stalled answer must not hold the test up.
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
    }

    private ConnectionDelegate Counted(ConnectionDelegate next) => connection =>
    {
        Interlocked.Increment(ref connections);
        return next(connection);
    };

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var headers = http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var request = new FakeRequest(http.Request.Path, await reader.ReadToEndAsync(http.RequestAborted), headers);
        if (KeepsRequests)
            requests.Enqueue(request);
        if (StampedAnswer.FromPrompt(request.Prompt) is { } stamped)
        {
            await SendAsync(http, request, () => stamped.SendAsync(http));
            return;
        }

        if (!replies.TryDequeue(out var reply))
            reply = Otherwise?.Invoke(request) ?? FakeReply.Error(500, "nothing is scripted");
        if (reply.Status == 200)
            await SendAsync(http, request, () => StreamAsync(http, reply));
        else
            await RefuseAsync(http, reply);
    }

    private static async Task RefuseAsync(HttpContext http, FakeReply reply)
    {
        http.Response.StatusCode = reply.Status;
        if (reply.RetryAfter is not null)
            http.Response.Headers.RetryAfter = reply.RetryAfter.ToString(CultureInfo.InvariantCulture);
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(reply.Body, http.RequestAborted);
    }

    private static async Task StreamAsync(HttpContext http, FakeReply reply)
    {
        foreach (var frame in reply.Frames)
            await frame.SendAsync(http, http.RequestAborted);
    }

    private static async Task SendAsync(HttpContext http, FakeRequest request, Func<Task> send)
    {
        http.Response.ContentType = "text/event-stream";
        try
        {
            await send();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            request.Left();
        }
    }
}
