using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lectern.Tests.Fakes;

/// <summary>A server on 127.0.0.1 that answers JSON posted to one path, and keeps what it was asked. Thread-safe.</summary>
internal sealed class JsonServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(JsonElement Body, string? Authorization)> asked = new();

    /// <param name="answer">A status and a body.</param>
    private JsonServer(string path, Func<JsonElement, (int Status, object Body)> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost(path, async (HttpContext http) =>
        {
            var body = (await JsonDocument.ParseAsync(http.Request.Body)).RootElement;
            Asking?.Invoke();
            asked.Enqueue((body, http.Request.Headers.Authorization));
            var (status, reply) = answer(body);
            return Results.Json(reply, statusCode: status);
        });
    }

    /// <summary>Called before an answer is made.</summary>
    public Action? Asking { get; set; }

    public string Url => app.Urls.First();

    public IReadOnlyList<(JsonElement Body, string? Authorization)> Asked => [.. asked];

    public static async Task<JsonServer> StartAsync(string path, Func<JsonElement, (int Status, object Body)> answer)
    {
        var server = new JsonServer(path, answer);
        await server.app.StartAsync();
        return server;
    }

    /// <summary>OpenAI's embeddings: texts that share words have similar vectors.</summary>
    /// <param name="refuse">Texts for which it answers 400.</param>
    public static Task<JsonServer> EmbeddingsAsync(int dimensions, Predicate<string>? refuse = null) =>
        StartAsync("/v1/embeddings", body => Embeddings(body, dimensions, refuse));

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static (int Status, object Body) Embeddings(JsonElement body, int dimensions, Predicate<string>? refuse)
    {
        string[] texts = [.. body.GetProperty("input").EnumerateArray().Select(text => text.GetString()!)];
        return refuse is not null && texts.Any(text => refuse(text))
            ? (400, new { error = new { message = "this input is not taken" } })
            : (200, new
            {
                @object = "list",
                model = body.GetProperty("model").GetString(),
                data = texts.Select((text, i) => new { @object = "embedding", index = i, embedding = Encoded(text, dimensions) }),
                usage = new { prompt_tokens = 1, total_tokens = 1 },
            });
    }

    /// <summary>As OpenAI's package asks for it: base64 of float32.</summary>
    private static string Encoded(string text, int dimensions)
    {
        var vector = new float[dimensions];
        foreach (var word in text.ToLowerInvariant().Split(' ', '.', '\n'))
            vector[word.Sum(c => c) % dimensions]++;
        return Convert.ToBase64String(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(vector));
    }
}
