using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Lectern.Benchmarks;

/// <summary>Indexes of text files, and sessions over them.</summary>
internal static class BenchIndex
{
    /// <returns>The id of an index that is ready.</returns>
    public static async Task<string> MakeAsync(HttpClient http, string name, IReadOnlyList<(string Name, string Text)> files)
    {
        var index = await BeginAsync(http, await UploadAsync(http, name, files));
        await UntilReadyAsync(http, index, files.Count);
        return index;
    }

    /// <returns>The id of a directory with files.</returns>
    public static async Task<string> UploadAsync(HttpClient http, string name, IReadOnlyList<(string Name, string Text)> files)
    {
        var directory = Text(await PostAsync(http, "/api/v1/beta/directories", new { name }), "id");
        foreach (var file in files)
            await UploadAsync(http, directory, file);
        return directory;
    }

    /// <summary>Adds a file to a directory, or changes it.</summary>
    public static async Task UploadAsync(HttpClient http, string directory, (string Name, string Text) file)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Encoding.UTF8.GetBytes(file.Text)), "upload_file", file.Name },
        };
        using var upload = await http.PostAsync($"/api/v1/beta/directories/{directory}/files/upload", form);
        upload.EnsureSuccessStatusCode();
    }

    /// <returns>The id of an index whose first sync has begun.</returns>
    public static async Task<string> BeginAsync(HttpClient http, string directory) =>
        Text(await PostAsync(http, "/api/v1/indexes", new { source_directory_id = directory }), "id");

    public static Task SyncAsync(HttpClient http, string index) => PostAsync(http, $"/api/v1/indexes/{index}/sync", new { });

    public static async Task<JsonElement> MetadataAsync(HttpClient http, string index) =>
        (await http.GetFromJsonAsync<JsonElement>($"/api/v1/indexes/{index}")).GetProperty("metadata");

    /// <returns>What its sync does; null where none runs.</returns>
    public static async Task<string?> StageAsync(HttpClient http, string index) =>
        (await MetadataAsync(http, index)).TryGetProperty("progress", out var progress)
            ? progress.GetProperty("stage").GetString() : null;

    public static async Task UntilReadyAsync(HttpClient http, string index, int files)
    {
        while (true)
        {
            var metadata = await MetadataAsync(http, index);
            switch (Text(metadata, "status"))
            {
                case "ready" when metadata.GetProperty("files").GetProperty("ready").GetInt32() == files:
                    return;
                case "ready" or "failed":
                    throw new InvalidOperationException($"Not every file of {index} could be read: {metadata.GetRawText()}");
                default:
                    await Task.Delay(50);
                    break;
            }
        }
    }

    /// <returns>How many passages a query finds, at most 10; 0 also where the index cannot be asked yet.</returns>
    public static async Task<int> FoundAsync(HttpClient http, string index, string query)
    {
        using var response = await http.PostAsJsonAsync("/api/v1/retrieval/retrieve", new { index_id = index, query });
        if (response.StatusCode == HttpStatusCode.NotFound)
            return 0;
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("results").GetArrayLength();
    }

    public static async Task<string> SessionAsync(HttpClient http, string index) =>
        Text(await PostAsync(http, "/api/v1/chat", new { index_ids = (string[])[index] }), "session_id");

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
