using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Chat;

/// <summary>The wire of a whole turn, byte for byte but for ids and times.</summary>
public sealed partial class GoldenTranscriptTests
{
    [Fact]
    public async Task An_extractive_turn_is_sent_as_it_was_recorded()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync(
            ("harbour.md", "# Harbour\n\nThe quay of Halden is made of granite from Idd. It was built in 1887.\n"u8.ToArray()));
        var session = await server.SessionAsync(index.Text("id"));
        using var response = await server.Http.PostAsJsonAsync(
            $"/api/v1/chat/{session}/messages/stream", new { prompt = "What is the quay of Halden made of?" }, cancellation);
        Assert.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no", response.Headers.GetValues("X-Accel-Buffering").Single());
        var sent = Varying().Replace(
            await response.Content.ReadAsStringAsync(cancellation), m => m.Groups[1].Value + m.Groups[2].Value + "X");
        var golden = Path.Combine(AppContext.BaseDirectory, "Chat", "Golden", "extractive-turn.sse");
        if (Environment.GetEnvironmentVariable("LECTERN_RECORD") is { } folder)
            await File.WriteAllTextAsync(Path.Combine(folder, "extractive-turn.sse"), sent, cancellation);
        Assert.Equal(await File.ReadAllTextAsync(golden, cancellation), sent);
    }

    [GeneratedRegex("""((?:idx|dfl)-)[0-9a-f]{32}|("(?:duration_ms|date|generation)":)(?:[0-9.]+|"[0-9-]+")""")]
    private static partial Regex Varying();
}
