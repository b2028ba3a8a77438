using System.Text.Json;
using Lectern.Server.Folder;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Folder;

/// <summary>A server that follows a folder of the test's own.</summary>
internal sealed class FollowedFolder : IAsyncDisposable
{
    private FollowedFolder(string path, string data, TestServer server) => (Path, Data, Server) = (path, data, server);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public string Path { get; }

    public string Data { get; }

    public TestServer Server { get; private set; }

    /// <summary>With these files, once they are in the index.</summary>
    public static async Task<FollowedFolder> StartAsync(params string[] names)
    {
        var path = TestServer.NewFolder();
        foreach (var name in names)
            Write(path, name);
        var data = TestServer.NewFolder();
        var folder = new FollowedFolder(path, data, await StartAsync(path, data));
        await folder.UntilAsync(names);
        return folder;
    }

    public void Write(string name, string? text = null) => Write(Path, name, text);

    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Waits until the index has these files and no others.</summary>
    public async Task UntilAsync(params string[] names)
    {
        IReadOnlyList<string> found = [];
        for (var i = 0; i < 600; i++)
        {
            found = await FoundAsync();
            if (found.SequenceEqual(names.Order(StringComparer.Ordinal)))
                return;
            await Task.Delay(50, Cancellation);
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), found);
    }

    public async Task<JsonElement> StateAsync() => await Server.GetAsync("/api/v1/folder");

    /// <summary>Waits for a state of the folder.</summary>
    public async Task<JsonElement> UntilAsync(Func<JsonElement, bool> isThere)
    {
        for (var i = 0; ; i++)
        {
            var state = await StateAsync();
            if (isThere(state))
                return state;
            Assert.True(i < 600, state.GetRawText());
            await Task.Delay(50, Cancellation);
        }
    }

    /// <summary>Waits until the folder was looked at so often from now on.</summary>
    public async Task LooksAsync(int times)
    {
        for (var look = 0; look < times; look++)
        {
            var before = (await StateAsync()).Text("looked_at");
            Write("touched.tmp");
            await UntilAsync(s => s.Text("looked_at") != before);
        }
    }

    public async Task RestartAsync()
    {
        await Server.DisposeAsync();
        Server = await StartAsync(Path, Data);
    }

    /// <summary>The directory's files by their names.</summary>
    public async Task<Dictionary<string, string>> IdsAsync()
    {
        var directory = (await StateAsync()).Text("directory_id");
        var files = (await Server.GetAsync($"/api/v1/beta/directories/{directory}/files")).GetProperty("items");
        return files.EnumerateArray().ToDictionary(f => f.Text("display_name"), f => f.Text("id"));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(Path, recursive: true);
        Directory.Delete(Data, recursive: true);
    }

    private static async Task<TestServer> StartAsync(string path, string data)
    {
        var server = await TestServer.StartAsync(change: o => o with { Folder = path }, dataFolder: data);
        server.Services.GetRequiredService<FolderStatus>().Address = server.Http.BaseAddress!.ToString().TrimEnd('/');
        await Patience.UntilAsync(() => server.Services.GetRequiredService<FolderStatus>().Report?.IndexId is not null);
        return server;
    }

    private static void Write(string folder, string name, string? text = null)
    {
        var path = System.IO.Path.Combine(folder, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text ?? $"The file {name} speaks of the harbour.");
    }

    private async Task<IReadOnlyList<string>> FoundAsync()
    {
        var index = (await StateAsync()).Text("index_id");
        var found = await Server.PostAsync("/api/v1/retrieval/files/find", new { index_id = index, page_size = 1000 });
        return [.. found.GetProperty("items").EnumerateArray().Select(f => f.Text("file_name")).Order(StringComparer.Ordinal)];
    }
}
