using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lectern.FakeModel;

namespace Lectern.Benchmarks.Crowd;

/// <summary>A server over one small index, in front of a model server of its own process.</summary>
internal sealed class CrowdServer : IAsyncDisposable
{
    private readonly string folder;
    private readonly HttpClient direct = new();

    private CrowdServer(string folder, BenchServer server, ModelProcess model) =>
        (this.folder, Server, Model) = (folder, server, model);

    public BenchServer Server { get; }

    public ModelProcess Model { get; }

    /// <summary>The small index's id.</summary>
    public string Index { get; private set; } = "";

    /// <param name="embeddings">As <c>LECTERN_EMBEDDINGS</c> wants it.</param>
    public static async Task<CrowdServer> StartAsync(string embeddings = "none")
    {
        var folder = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        var model = await ModelProcess.StartAsync(5193);
        var server = await BenchServer.StartAsync(
            folder, 5192, ("LECTERN_MODEL", "openai:fake"), ("OPENAI_BASE_URL", model.BaseUrl),
            ("LECTERN_EMBEDDINGS", embeddings), ("LECTERN_MAX_TURNS", "4096"));
        var crowd = new CrowdServer(folder, server, model);
        await crowd.MakeIndexAsync();
        return crowd;
    }

    public async Task<string> SessionAsync() =>
        (await PostAsync("/api/v1/chat", new { index_ids = (string[])[Index] })).GetProperty("session_id").GetString()!;

    public Task<StampedTurn> TurnAsync(string session, StampedAnswer answer) => StampedTurn.MeasureAsync(
        Server.Http,
        new HttpRequestMessage(
            HttpMethod.Post,
            $"/api/v1/chat/{session}/messages/stream")
        { Content = JsonContent.Create(new { prompt = answer.Prompt }) },
        StampedTurn.IsLecternDelta);

    /// <summary>The same answer straight from the model server.</summary>
    public Task<StampedTurn> DirectAsync(StampedAnswer answer) => StampedTurn.MeasureAsync(
        direct,
        new HttpRequestMessage(HttpMethod.Post, $"{Model.BaseUrl}/chat/completions")
        {
            Content = JsonContent.Create(
                new { model = "fake", stream = true, messages = new[] { new { role = "user", content = answer.Prompt } } }),
        },
        StampedTurn.IsModelDelta);

    public async ValueTask DisposeAsync()
    {
        direct.Dispose();
        await Server.DisposeAsync();
        await Model.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task MakeIndexAsync()
    {
        var directory = await PostAsync("/api/v1/beta/directories", new { name = "bench" });
        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent("The quay is made of granite."u8.ToArray()), "upload_file", "a.txt");
        using var upload = await Server.Http.PostAsync(
            $"/api/v1/beta/directories/{directory.GetProperty("id").GetString()}/files/upload",
            form);
        upload.EnsureSuccessStatusCode();
        Index = (await PostAsync("/api/v1/indexes", new { source_directory_id = directory.GetProperty("id").GetString() }))
            .GetProperty("id").GetString()!;
        while ((await Server.Http.GetFromJsonAsync<JsonElement>($"/api/v1/indexes/{Index}")).GetProperty("metadata")
            .GetProperty("status").GetString() != "ready")
            await Task.Delay(20);
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var response = await Server.Http.PostAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
