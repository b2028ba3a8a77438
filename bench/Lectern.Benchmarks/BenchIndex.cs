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
        var directory = Text(await PostAsync(http, "/api/v1/beta/directories", new { name }), "id");
        foreach (var file in files)
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(file.Text)),
                "upload_file", file.Name } };
            using var upload = await http.PostAsync($"/api/v1/beta/directories/{directory}/files/upload", form);
            upload.EnsureSuccessStatusCode();
        }

        var index = Text(await PostAsync(http, "/api/v1/indexes", new { source_directory_id = directory }), "id");
        while (true)
        {
            var metadata = (await http.GetFromJsonAsync<JsonElement>($"/api/v1/indexes/{index}")).GetProperty("metadata");
            switch (Text(metadata, "status"))
            {
                case "ready" when metadata.GetProperty("files").GetProperty("ready").GetInt32() == files.Count:
                    return index;
                case "ready" or "failed":
                    throw new InvalidOperationException($"Not every file of {name} could be read: {metadata.GetRawText()}");
                default:
                    await Task.Delay(50);
                    break;
            }
        }
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
