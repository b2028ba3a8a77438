using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Lectern.Benchmarks.Documents;

/// <summary>The calls that the suite makes.</summary>
internal sealed class LibraryClient(HttpClient http)
{
    public async Task<string> DirectoryAsync() =>
        (await PostAsync("/api/v1/beta/directories", new { name = "bench" })).GetProperty("id").GetString()!;

    public async Task UploadAsync(string directory, string name, byte[] content)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "upload_file", name } };
        using var response = await http.PostAsync($"/api/v1/beta/directories/{directory}/files/upload", form);
        response.EnsureSuccessStatusCode();
    }

    /// <returns>The index's id, once its first sync has ended.</returns>
    public async Task<string> IndexAsync(string directory)
    {
        var index = (await PostAsync("/api/v1/indexes", new { source_directory_id = directory })).GetProperty("id").GetString()!;
        await UntilSyncedAsync(index, TimeSpan.FromMilliseconds(200));
        return index;
    }

    /// <summary>From asking for a sync to seeing that it has ended.</summary>
    public async Task<TimeSpan> SyncAsync(string index)
    {
        var watch = Stopwatch.StartNew();
        await PostAsync($"/api/v1/indexes/{index}/sync", new { });
        await UntilSyncedAsync(index, TimeSpan.FromMilliseconds(5));
        return watch.Elapsed;
    }

    /// <summary>Every file of an index, as the server tells of it.</summary>
    public async Task<List<JsonElement>> FilesAsync(string index)
    {
        var files = new List<JsonElement>();
        string? next = null;
        do
        {
            var page = await GetAsync(
                $"/api/v1/indexes/{index}/files?page_size=1000{(next is null ? "" : "&page_token=" + next)}");
            files.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("next_page_token").GetString();
        }
        while (next is not null);
        return files;
    }

    public async Task<string> ReadAsync(string index, string file) =>
        (await PostAsync("/api/v1/retrieval/files/read", new { index_id = index, file_id = file })).GetProperty(
            "content").GetString()!;

    /// <summary>Lists page by page with the default size.</summary>
    /// <returns>Milliseconds of each page, sorted; and how many items there were.</returns>
    public async Task<(double[] Milliseconds, int Items)> ListAsync(string path)
    {
        var times = new List<double>();
        var items = 0;
        string? next = null;
        do
        {
            var watch = Stopwatch.StartNew();
            var page = await GetAsync(path + (next is null ? "" : "?page_token=" + next));
            times.Add(watch.Elapsed.TotalMilliseconds);
            items += page.GetProperty("items").GetArrayLength();
            next = page.GetProperty("next_page_token").GetString();
        }
        while (next is not null);
        return ([.. times.Order()], items);
    }

    private async Task UntilSyncedAsync(string index, TimeSpan interval)
    {
        while (await StatusAsync() == "syncing")
            await Task.Delay(interval);

        async Task<string?> StatusAsync() =>
            (await GetAsync($"/api/v1/indexes/{index}")).GetProperty("metadata").GetProperty("status").GetString();
    }

    private async Task<JsonElement> GetAsync(string path) => await http.GetFromJsonAsync<JsonElement>(path);

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var response = await http.PostAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
