using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Tests.Fakes;
using Lectern.Tests.Processes;

namespace Lectern.Tests.Platform.Diagnostics;

/// <summary>A slow answer is followed from its request's id to its slow stage by the log alone.</summary>
public sealed class TurnLineTests : IDisposable
{
    private readonly string folder = TestServer.NewFolder();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_turns_end_is_a_line_with_its_request_and_its_stages()
    {
        var documents = Directory.CreateDirectory(Path.Combine(folder, "documents")).FullName;
        await File.WriteAllTextAsync(Path.Combine(documents, "a.txt"), "The quay is made of granite.", Cancellation);
        var data = Path.Combine(folder, "data");
        await using var server = ServerProcess.Start(data, ("LECTERN_LOGS", "json"), ("LECTERN_EMBEDDINGS", "none"));
        await Patience.UntilAsync(() => server.Errors.Contains("Lectern is at", StringComparison.Ordinal));
        server.Http.BaseAddress = new Uri(await File.ReadAllTextAsync(Path.Combine(data, "address"), Cancellation));
        server.Http.DefaultRequestHeaders.Authorization = new("Bearer", ServerProcess.Key);
        var session = await server.SessionOverOneFileAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/chat/{session}/messages/stream")
        {
            Content = JsonContent.Create(new { prompt = "What is the quay made of?" }),
        };
        request.Headers.Add("x-request-id", "slow-answer-1");
        using var answer = await server.Http.SendAsync(request, Cancellation);
        await answer.Content.ReadAsStringAsync(Cancellation);

        var told = "";
        await Patience.UntilAsync(() =>
        {
            told = server.Errors.Split('\n').FirstOrDefault(l => l.Contains("The turn of", StringComparison.Ordinal)) ?? "";
            return told.TrimEnd().EndsWith('}');
        });
        var line = JsonDocument.Parse(told).RootElement;
        Assert.Equal("slow-answer-1", line.Text("request"));
        Assert.StartsWith($"The turn of {session} was answered in ", line.Text("message"), StringComparison.Ordinal);
        foreach (var stage in (string[])["turn.step ", "turn.model ", "turn.tool ", "search ", "turn.log ", "turn.wait "])
            Assert.Contains(stage, line.Text("message"), StringComparison.Ordinal);
    }
}
