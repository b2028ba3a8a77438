using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Server;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Parsing.Isolation;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Lectern.Server.Platform.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lectern.Tests.Fakes;

/// <summary>The whole server on a real Kestrel, in this process, with a data folder of its own that is deleted with it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const string Key = "test-key-0123456789abcdef";

    private readonly WebApplication app;
    private readonly DataFolder data;
    private readonly bool keepData;
    private bool isDisposed;
    private readonly DescribedResponses described = new(new SocketsHttpHandler());

    private TestServer(WebApplication app, DataFolder data, bool keepData)
    {
        (this.app, this.data, this.keepData) = (app, data, keepData);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient(described)
        {
            BaseAddress = new Uri(address),
            Timeout = TimeSpan.FromSeconds(60),
        };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    /// <summary>Calls with the default project's key.</summary>
    public HttpClient Http { get; }

    /// <summary>
    /// Whether each response is compared with the served document; rows of an earlier version are as they were.
    /// </summary>
    public bool ChecksResponses
    {
        get => described.IsOn;
        set => described.IsOn = value;
    }

    public IServiceProvider Services => app.Services;

    public string DataFolder => data.Root;

    public static LecternOptions Options(string dataFolder) => new(
        ["http://127.0.0.1:0"], dataFolder, Key, null, "extractive", null, null, SettingsReader.DefaultMaxUploadBytes, null)
    {
        // Most tests are about something else; those about vectors ask for them.
        Embeddings = "none",
    };

    public static async Task<TestServer> StartAsync(
        Action<IServiceCollection>? configure = null, Func<LecternOptions, LecternOptions>? change = null,
        string? dataFolder = null)
    {
        var options = Options(dataFolder ?? NewFolder());
        options = change?.Invoke(options) ?? options;
        var data = Server.Platform.DataFolder.Open(options.DataFolder);
        var app = await LecternApp.BuildAsync(
            options,
            data,
            services =>
            {
                services.AddLogging(logging => logging.ClearProviders());

                // What this machine can shut in is found out once for all tests.
                services.AddSingleton(p => new ParserIsolation(
                    data.Temporary, [data.Root], p.GetRequiredService<Ids>(), p.GetRequiredService<ServerProblems>(),
                    NullLogger<ParserIsolation>.Instance,
                    () => TestIsolation.Shared.StateAsync(CancellationToken.None)));
                configure?.Invoke(services);
            });
        await app.StartAsync();
        return new TestServer(app, data, keepData: dataFolder is not null);
    }

    public static string NewFolder() => Directory.CreateTempSubdirectory("lectern-test-").FullName;

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path);
        return await JsonOf(response);
    }

    public async Task<JsonElement> PostAsync(string path, object? body)
    {
        using var response = await Http.PostAsJsonAsync(path, body);
        return await JsonOf(response);
    }

    public async Task<JsonElement> UploadAsync(string directoryId, string name, byte[] content)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "upload_file", name } };
        using var response = await Http.PostAsync($"/api/v1/beta/directories/{directoryId}/files/upload", form);
        return await JsonOf(response);
    }

    /// <summary>An index over the given files, ready.</summary>
    /// <returns>The index as the server describes it.</returns>
    public async Task<JsonElement> IndexAsync(params (string Name, byte[] Content)[] files)
    {
        var directory = (await PostAsync("/api/v1/beta/directories", new { name = "docs" })).Text("id");
        foreach (var (name, content) in files)
            await UploadAsync(directory, name, content);
        var index = await PostAsync("/api/v1/indexes", new { source_directory_id = directory });
        return await UntilSyncedAsync(index.Text("id"));
    }

    public async Task<JsonElement> UntilSyncedAsync(string indexId)
    {
        for (var i = 0; i < 1200; i++)
        {
            var index = await GetAsync($"/api/v1/indexes/{indexId}");
            if (index.GetProperty("metadata").Text("status") != "syncing")
                return index;
            await Task.Delay(50);
        }

        throw new TimeoutException($"Index {indexId} is still syncing.");
    }

    /// <summary>The key of an index of the default project.</summary>
    public IndexKey IndexKey(string indexId)
    {
        var scope = Services.GetRequiredService<ITenancy>().DefaultScope();
        return Services.GetRequiredService<IIndexes>().Find(scope, indexId)!.Key;
    }

    public async Task<string> SessionAsync(params string[] indexIds) =>
        (await PostAsync("/api/v1/chat", new { index_ids = indexIds.Length == 0 ? null : indexIds })).Text("session_id");

    /// <summary>What the health check says, once it is decided whether there is an embedding model: before, it is 503.</summary>
    public async Task<string> HealthAsync()
    {
        var health = "";
        await Patience.UntilAsync(async () =>
        {
            using var response = await Http.GetAsync("/health/ready");
            health = await response.Content.ReadAsStringAsync();
            return response.StatusCode != HttpStatusCode.ServiceUnavailable;
        });
        return health;
    }

    /// <summary>Asks, and reads the stream to its end.</summary>
    public async Task<IReadOnlyList<SseFrame>> AskAsync(string sessionId, string prompt, params string[] indexIds)
    {
        using var response = await Http.PostAsJsonAsync(
            $"/api/v1/chat/{sessionId}/messages/stream", new { prompt, index_ids = indexIds.Length == 0 ? null : indexIds });
        response.EnsureSuccessStatusCode();
        return SseFrame.Parse(await response.Content.ReadAsStringAsync());
    }

    /// <summary>Once: a test may end the server before its block does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, true))
            return;
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        data.Dispose();
        if (!keepData)
            Directory.Delete(data.Root, recursive: true);
    }

    public static async Task<JsonElement> JsonOf(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"{(int)response.StatusCode} {text}", null, response.StatusCode);
        return JsonDocument.Parse(text).RootElement;
    }
}

internal static class JsonElements
{
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
