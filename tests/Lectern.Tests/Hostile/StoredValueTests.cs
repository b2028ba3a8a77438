using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dapper;
using Lectern.Server.Storage.Sqlite;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Hostile;

/// <summary>Hostile values go in by every door that keeps something; everything that was kept is read by every other.</summary>
public sealed class StoredValueTests : IAsyncLifetime
{
    private const string Hostile = "HOSTILE";
    private const int Seed = 12;

    private readonly Random random = new(Seed);
    private readonly Dictionary<string, int> kept = [];
    private TestServer server = null!;
    private string directory = "";
    private string file = "";
    private string index = "";
    private string session = "";
    private int reads;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "d" })).Text("id");
        file = (await server.UploadAsync(directory, "a.txt", "The quay is made of granite."u8.ToArray())).Text("id");
        index = (await server.PostAsync("/api/v1/indexes", new { source_directory_id = directory })).Text("id");
        await server.UntilSyncedAsync(index);
        session = await server.SessionAsync(index);
        await server.AskAsync(session, "What is the quay made of?");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Nothing_that_is_kept_keeps_anything_from_being_read()
    {
        var values = HostileJson.All.Concat(Enumerable.Range(0, 60).Select(_ => Composed(depth: 4))).ToArray();
        random.Shuffle(values);
        for (var i = 0; i < values.Length; i++)
        {
            foreach (var door in Doors())
                await EnterAsync(door, values[i]);
            if (i % 12 == 0 || i == values.Length - 1)
                await ReadAllAsync();
        }

        Console.WriteLine($"Stored values: {values.Length} values, {kept.Values.Sum()} kept, {reads} reads");
        Assert.All(kept, door => Assert.True(door.Value > 0, $"Nothing entered by {door.Key}."));
    }

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\udc00":{"b":["\ud800"]}}""")]
    [InlineData("""{"a":1e999}""")]
    [InlineData("no json")]
    [InlineData("")]
    [InlineData("62 levels")]
    public async Task A_row_that_an_earlier_version_stored_takes_no_list_along(string stored)
    {
        server.ChecksResponses = false;
        var metadata = stored == "62 levels" ? HostileJson.Nested(62) : stored;
        await server.Services.GetRequiredService<SqliteDatabase>().Writer.WriteAsync(
            connection => connection.Execute(
                "UPDATE directories SET system_metadata = @metadata; UPDATE directory_files SET metadata = @metadata",
                new { metadata }),
            Cancellation);
        await ReadAllAsync();
        var path = $"/api/v1/beta/directories/{directory}/files/{file}";
        Assert.Equal(JsonValueKind.Object, (await server.GetAsync(path)).GetProperty("metadata").ValueKind);
        await ReadAsync(HttpMethod.Patch, path, """{"metadata":{"a":1}}""");
        Assert.Equal("""{"a":1}""", (await server.GetAsync(path)).GetProperty("metadata").GetRawText());
    }

    [Fact]
    public async Task Free_values_come_back_as_they_were_sent_but_for_their_spelling()
    {
        const string sent = """{ "a\"b" : {"\u00e4":[1,2.50,null,true,{"x":"\ud83d\ude00"}]}, "c":1, "c":2 }""";
        const string path = "/api/v1/beta/directories";
        var made = await ReadAsync(HttpMethod.Post, path, $$"""{"name":"x","system_metadata":{{sent}} }""");
        const string kept = """{"a\"b":{"ä":[1,2.50,null,true,{"x":"\uD83D\uDE00"}]},"c":2}""";
        Assert.Equal(kept, made.GetProperty("system_metadata").GetRawText());
        Assert.Equal(kept, (await server.GetAsync($"{path}/{made.Text("id")}")).GetProperty("system_metadata").GetRawText());
    }

    [Fact]
    public async Task A_free_value_that_is_too_large_is_refused()
    {
        foreach (var path in (string[])["/api/v1/beta/directories", $"/api/v1/beta/directories/{directory}/files"])
        {
            var large = $$"""{"a":"{{new string('x', 66_000)}}"}""";
            using var response = await SendAsync(
                HttpMethod.Post, path, $$"""{"name":"x","file_id":"f","system_metadata":{{large}},"metadata":{{large}} }""");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            Assert.Contains("metadata", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    /// <summary>Each takes the hostile value where it says so.</summary>
    private IEnumerable<(HttpMethod Method, string Path, string Body)> Doors()
    {
        var (directories, chat) = ("/api/v1/beta/directories", $"/api/v1/chat/{session}");
        var files = $"{directories}/{directory}/files";
        yield return (HttpMethod.Post, directories, $$"""{"name":{{Hostile}}}""");
        yield return (HttpMethod.Post, directories, $$"""{"name":"x","description":{{Hostile}}}""");
        yield return (HttpMethod.Post, directories, $$"""{"name":"x","system_metadata":{{Hostile}}}""");
        yield return (HttpMethod.Post, directories, $$"""{"name":"x","system_metadata":{"a":{{Hostile}}} }""");
        yield return (HttpMethod.Patch, $"{directories}/{directory}", $$"""{"name":{{Hostile}}}""");
        yield return (HttpMethod.Patch, $"{directories}/{directory}", $$"""{"description":{{Hostile}}}""");
        yield return (HttpMethod.Patch, $"{files}/{file}", $$"""{"metadata":{{Hostile}}}""");
        yield return (HttpMethod.Patch, $"{files}/{file}", $$"""{"metadata":{"a":{{Hostile}}} }""");
        yield return (HttpMethod.Patch, $"{files}/{file}", $$"""{"display_name":{{Hostile}}}""");
        yield return (HttpMethod.Patch, $"{files}/{file}", $$"""{"unique_id":{{Hostile}}}""");
        var made = $"\"source_directory_id\":\"{directory}\"";
        yield return (HttpMethod.Post, "/api/v1/indexes", $$"""{{{made}},"name":{{Hostile}}}""");
        yield return (HttpMethod.Post, "/api/v1/indexes", $$"""{{{made}},"description":{{Hostile}}}""");
        yield return (HttpMethod.Post, "/api/v1/chat", $$"""{"index_ids":[{{Hostile}}]}""");
        yield return (HttpMethod.Patch, chat, $$"""{"title":{{Hostile}}}""");
        yield return (HttpMethod.Post, $"{chat}/title", $$"""{"first_message":{{Hostile}}}""");
        yield return (HttpMethod.Post, $"{chat}/messages/stream", $$"""{"prompt":{{Hostile}}}""");
        yield return (HttpMethod.Post, "/api/v1/keys", $$"""{"name":{{Hostile}}}""");
        yield return (HttpMethod.Post, "/api/v1/projects", $$"""{"name":{{Hostile}}}""");
        foreach (var field in (string[])["metadata", "display_name", "unique_id", "external_file_id", "upload_file"])
            yield return (HttpMethod.Put, $"{files}/upload", field);
        foreach (var field in (string[])["purpose", "external_file_id", "file"])
            yield return (HttpMethod.Put, "/api/v1/beta/files", field);
    }

    private async Task EnterAsync((HttpMethod Method, string Path, string Body) door, string value)
    {
        using var response = door.Method == HttpMethod.Put
            ? await UploadAsync(door.Path, door.Body, value)
            : await SendAsync(door.Method, door.Path, door.Body.Replace(Hostile, value, StringComparison.Ordinal));
        var answer = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True((int)response.StatusCode < 500, $"{door} with {Shown(value)}: {(int)response.StatusCode} {answer}");
        var name = $"{door.Method} {door.Path} {door.Body}";
        kept[name] = kept.GetValueOrDefault(name) + (response.IsSuccessStatusCode ? 1 : 0);
        if (door.Body.Contains("messages", StringComparison.Ordinal) && response.IsSuccessStatusCode)
            Assert.Contains("event: message\ndata: {\"type\":\"stop\"", answer, StringComparison.Ordinal);
    }

    /// <summary>The value as a form's field, or as the file's name.</summary>
    private async Task<HttpResponseMessage> UploadAsync(string path, string field, string value)
    {
        var isFile = field is "upload_file" or "file";
        var fileField = path.EndsWith("upload", StringComparison.Ordinal) ? "upload_file" : "file";
        var fileName = isFile ? Plain(value).Replace("\"", "", StringComparison.Ordinal).ReplaceLineEndings("") : "b.txt";
        var form = (field == "purpose" ? "" : Part("name=\"purpose\"", "user_data"))
            + (isFile ? "" : Part($"name=\"{field}\"", Plain(value)))
            + Part($"name=\"{fileField}\"; filename=\"{fileName}\"", "The mole.") + "--xx--\r\n";
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(form));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=xx");
        return await server.Http.PostAsync(path, content, Cancellation);
    }

    private static string Part(string named, string text) => $"--xx\r\nContent-Disposition: form-data; {named}\r\n\r\n{text}\r\n";

    private async Task ReadAllAsync()
    {
        await server.PostAsync($"/api/v1/indexes/{index}/sync", null);
        await server.UntilSyncedAsync(index);
        foreach (var list in (string[])
            [
                "/api/v1/beta/directories?include_deleted=true",
                $"/api/v1/beta/directories/{directory}/files?include_deleted=true&expand=download_url",
                "/api/v1/beta/files?expand=download_url", "/api/v1/indexes", $"/api/v1/indexes/{index}/files", "/api/v1/chat",
                "/api/v1/chat/search?query=a", "/api/v1/keys", $"/api/v1/beta/attachments?source_id={file}",
            ])
        {
            await ReadListAsync(list);
        }

        foreach (var one in (string[])
            [
                $"/api/v1/beta/directories/{directory}", $"/api/v1/beta/directories/{directory}/files/{file}",
                $"/api/v1/indexes/{index}?expand=sync_in_progress", $"/api/v1/chat/{session}", $"/api/v1/chat/{session}/summary",
                "/api/v1/projects", "/api/v1/usage", "/api/v1/settings",
            ])
        {
            await ReadAsync(HttpMethod.Get, one, null);
        }

        await ReadAsync(HttpMethod.Post, "/api/v1/beta/files/query", "{}");
        var asked = $"{{\"index_id\":\"{index}\"";
        foreach (var filter in (string[])["{}", Filter("eq", "\"x\""), Filter("nin", "[\"x\",1,true]")])
        {
            await ReadAsync(HttpMethod.Post, "/api/v1/retrieval/retrieve",
                $$"""{{asked}},"query":"quay mole","top_k":500,"custom_filters":{{filter}}}""");
        }

        await ReadAsync(HttpMethod.Post, "/api/v1/retrieval/files/find", $$"""{{asked}},"page_size":1000}""");
        await ReadAsync(HttpMethod.Post, "/api/v1/retrieval/files/read", $$"""{{asked}},"file_id":"{{file}}"}""");
        await ReadAsync(HttpMethod.Post, "/api/v1/retrieval/files/grep", $$"""{{asked}},"file_id":"{{file}}","pattern":"."}""");
        using var stream = await server.Http.GetAsync($"/api/v1/chat/{session}/messages/stream", Cancellation);
        Assert.True(stream.IsSuccessStatusCode);
    }

    private async Task ReadListAsync(string list)
    {
        string? token = null;
        do
        {
            var place = "page_size=300" + (token is null ? "" : $"&page_token={token}");
            var page = await ReadAsync(HttpMethod.Get, $"{list}{(list.Contains('?') ? '&' : '?')}{place}", null);
            token = page.GetProperty("next_page_token").GetString();
        }
        while (token is not null);
    }

    private async Task<JsonElement> ReadAsync(HttpMethod method, string path, string? body)
    {
        using var response = await SendAsync(method, path, body);
        var bytes = await response.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {Encoding.UTF8.GetString(bytes)}");
        reads++;
        var root = JsonDocument.Parse(bytes).RootElement;
        Walk(root);
        return root;
    }

    /// <summary>Reads every name and string: a half of a pair would throw.</summary>
    private static void Walk(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    _ = property.Name;
                    Walk(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Walk(item);
                break;
            case JsonValueKind.String:
                _ = value.GetString();
                break;
            case JsonValueKind.Number:
                Assert.True(double.IsFinite(value.GetDouble()));
                break;
        }
    }

    private static string Filter(string op, string value) => $$"""{"a":{"operator":"{{op}}","value":{{value}} } }""";

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await server.Http.SendAsync(request, Cancellation);
    }

    private string Composed(int depth)
    {
        var leaf = HostileJson.All[random.Next(HostileJson.All.Count)];
        var key = HostileJson.Strings[random.Next(12)];
        return depth == 0 ? leaf : random.Next(3) switch
        {
            0 => $"[{Composed(depth - 1)},{leaf}]",
            1 => $"{{{key}:{Composed(depth - 1)},\"b\":{leaf}}}",
            _ => leaf,
        };
    }

    /// <summary>A JSON string without its quotes and escapes; anything else as it is.</summary>
    private static string Plain(string value)
    {
        try
        {
            return value.StartsWith('"') ? JsonSerializer.Deserialize<string>(value)! : value;
        }
        catch (JsonException)
        {
            return value;
        }
    }

    private static string Shown(string value) => value.Length > 200 ? value[..200] + "…" : value;
}
