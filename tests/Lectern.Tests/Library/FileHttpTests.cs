using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lectern.Tests.Library;

public sealed class FileHttpTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
    private TestServer server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await TestServer.StartAsync(
        services => services.AddSingleton<TimeProvider>(time), o => o with { MaxUploadBytes = 1_000_000 });

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_presigned_url_needs_no_key_and_ends_when_it_said()
    {
        var file = await UploadAsync("Plän 1.txt", "0123456789");
        var link = await server.GetAsync($"/api/v1/beta/files/{file.Text("id")}/content?expires_at_seconds=90");
        Assert.Equal(
            time.GetUtcNow().ToUnixTimeSeconds() + 90, link.GetProperty("expires_at").GetDateTimeOffset().ToUnixTimeSeconds());
        using var anyone = new HttpClient();
        using var whole = await anyone.GetAsync(link.Text("url"), Cancellation);
        Assert.Equal("0123456789", await whole.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("text/plain", whole.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Plän 1.txt", whole.Content.Headers.ContentDisposition?.FileNameStar);
        time.Advance(TimeSpan.FromSeconds(91));
        using var late = await anyone.GetAsync(link.Text("url"), Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
        Assert.Contains("expired", await late.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_presigned_url_answers_ranges_and_its_etag()
    {
        var file = await UploadAsync("a.bin", "0123456789");
        var url = (await server.GetAsync($"/api/v1/beta/files/{file.Text("id")}/content")).Text("url");
        using var anyone = new HttpClient();
        using var whole = await anyone.GetAsync(url, Cancellation);
        Assert.Equal("bytes", whole.Headers.AcceptRanges.Single());

        using var part = await SendAsync(HttpMethod.Get, "Range", "bytes=2-4");
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("234", await part.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("bytes 2-4/10", part.Content.Headers.ContentRange?.ToString());
        using var beyond = await SendAsync(HttpMethod.Get, "Range", "bytes=10-");
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        using var same = await SendAsync(HttpMethod.Get, "If-None-Match", whole.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        using var head = await SendAsync(HttpMethod.Head, "Accept", "*/*");
        Assert.Equal(10, head.Content.Headers.ContentLength);

        Task<HttpResponseMessage> SendAsync(HttpMethod method, string header, string value)
        {
            var request = new HttpRequestMessage(method, url);
            request.Headers.TryAddWithoutValidation(header, value);
            return anyone.SendAsync(request, Cancellation);
        }
    }

    [Fact]
    public async Task No_altered_character_of_a_presigned_url_opens_anything()
    {
        var file = await UploadAsync("a.txt", "secret");
        var url = (await server.GetAsync($"/api/v1/beta/files/{file.Text("id")}/content")).Text("url");
        var start = url.LastIndexOf('/') + 1;
        using var anyone = new HttpClient();
        for (var i = start; i < url.Length; i++)
        {
            using var response = await anyone.GetAsync(url[..i] + (url[i] == 'A' ? 'B' : 'A') + url[(i + 1)..], Cancellation);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }

        foreach (var other in (string[])[url + "A", url[..^1], url[..start] + "x", url[..start] + "%20"])
        {
            using var response = await anyone.GetAsync(other, Cancellation);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
    }

    [Fact]
    public async Task Nothing_that_can_hold_a_script_is_shown_in_the_servers_origin()
    {
        var file = await UploadAsync("a.html", "<script>alert(1)</script>");
        var url = (await server.GetAsync($"/api/v1/beta/files/{file.Text("id")}/content")).Text("url");
        using var response = await server.Http.GetAsync(url, Cancellation);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("sandbox", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Presigned_urls_start_with_the_public_url_where_one_is_set()
    {
        await using var proxied = await TestServer.StartAsync(change: o => o with { PublicUrl = "https://lectern.example" });
        using var form = Form("a.txt", "x");
        using var uploaded = await proxied.Http.PostAsync("/api/v1/beta/files", form, Cancellation);
        var id = (await uploaded.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).Text("id");
        Assert.StartsWith(
            "https://lectern.example/content/", (await proxied.GetAsync($"/api/v1/beta/files/{id}/content")).Text("url"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_file_goes_from_the_directories_that_have_it()
    {
        var file = await UploadAsync("a.txt", "The quay is made of granite.");
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "d" })).Text("id");
        await server.PostAsync($"/api/v1/beta/directories/{directory}/files", new { file_id = file.Text("id") });
        using var deleted = await server.Http.DeleteAsync($"/api/v1/beta/files/{file.Text("id")}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(
            (await server.GetAsync($"/api/v1/beta/directories/{directory}/files")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("/api/v1/beta/files?page_size=0", "query.page_size")]
    [InlineData("/api/v1/beta/files?page_token=x", "query.page_token")]
    [InlineData("/api/v1/beta/files?file_ids=x", "query.file_ids.0")]
    [InlineData("/api/v1/beta/files?order_by=size", "query.order_by")]
    [InlineData("/api/v1/beta/files?order_by=name%20upwards", "query.order_by")]
    [InlineData("/api/v1/beta/files?expand=everything", "query.expand")]
    [InlineData("/api/v1/beta/files/x", "path.file_id")]
    [InlineData(
        "/api/v1/beta/files/018f0000-0000-7000-8000-000000000000/content?expires_at_seconds=0",
        "query.expires_at_seconds")]
    [InlineData(
        "/api/v1/beta/files/018f0000-0000-7000-8000-000000000000/content?expires_at_seconds=86401",
        "query.expires_at_seconds")]
    [InlineData(
        "/api/v1/beta/files/018f0000-0000-7000-8000-000000000000/content?expires_at_seconds=soon",
        "query.expires_at_seconds")]
    [InlineData("/api/v1/beta/attachments", "query.source_id")]
    [InlineData("/api/v1/beta/attachments/items/page_1.json", "query.source_id")]
    public async Task A_wrong_parameter_is_named(string path, string loc)
    {
        using var response = await server.Http.GetAsync(path, Cancellation);
        await AssertInvalidAsync(response, loc);
    }

    [Theory]
    [InlineData("/api/v1/beta/files/query", """{"filter":{"file_ids":["x"]}}""", "body.filter.file_ids.0")]
    [InlineData("/api/v1/beta/files/query", """{"filter":{"project_id":"x"}}""", "body.filter.project_id")]
    [InlineData("/api/v1/beta/files/query", """{"filter":{"data_source_id":"x"}}""", "body.filter.data_source_id")]
    [InlineData("/api/v1/beta/files/query", """{"order_by":"size"}""", "body.order_by")]
    [InlineData("/api/v1/beta/files/query", """{"page_token":"x"}""", "body.page_token")]
    [InlineData("/api/v1/beta/files/query", """{"page_size":"x"}""", "body.page_size")]
    [InlineData("/api/v1/beta/files/query", """{"filter":""", "body")]
    [InlineData("DIRECTORY/files", """{}""", "body.file_id")]
    [InlineData("DIRECTORY/files", """{"file_id":7}""", "body.file_id")]
    [InlineData("DIRECTORY/files", """{"file_id":"x","unique_id":""}""", "body.unique_id")]
    [InlineData("DIRECTORY/files", """{"file_id":"x","metadata":[]}""", "body.metadata")]
    [InlineData("DIRECTORY/files", """{"file_id":"x","metadata":{"a":[1]}}""", "body.metadata.a")]
    [InlineData("DIRECTORY/files", """{"file_id":""", "body")]
    [InlineData("DIRECTORY/files/bulk-delete", """{}""", "body.directory_file_ids")]
    [InlineData("DIRECTORY/files/bulk-delete", """{"directory_file_ids":[]}""", "body.directory_file_ids")]
    [InlineData("DIRECTORY/files/bulk-delete", """{"directory_file_ids":[7]}""", "body.directory_file_ids.0")]
    [InlineData("DIRECTORY/files/bulk-delete", """{"directory_file_ids":[""", "body")]
    public async Task A_wrong_body_is_refused_with_its_place(string path, string body, string loc)
    {
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "d" })).Text("id");
        path = path.Replace("DIRECTORY", $"/api/v1/beta/directories/{directory}", StringComparison.Ordinal);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync(path, content, Cancellation);
        await AssertInvalidAsync(response, loc);
        using var text = new StringContent(body, Encoding.UTF8, "text/plain");
        using var wrongType = await server.Http.PostAsync(path, text, Cancellation);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, wrongType.StatusCode);
        Assert.Empty(
            (await server.GetAsync($"/api/v1/beta/directories/{directory}/files")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_change_that_is_wrong_changes_nothing()
    {
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "d" })).Text("id");
        var file = await server.UploadAsync(directory, "a.txt", "x"u8.ToArray());
        var path = $"/api/v1/beta/directories/{directory}/files/{file.Text("id")}";
        foreach (var (body, status) in (IEnumerable<(object, int)>)[
            (new { unique_id = "" }, 422), (new { display_name = "" }, 422), (new { display_name = new string('x', 3001) }, 422),
            (new { metadata = "x" }, 422), (new { metadata = new { a = new { } } }, 422), (new { target_directory_id = 7 }, 422),
            (new { metadata = new { a = new string('x', 70_000) } }, 422), (new { target_directory_id = "dir-none" }, 404)])
        {
            using var response = await server.Http.PatchAsJsonAsync(path, body, Cancellation);
            Assert.Equal(status, (int)response.StatusCode);
        }

        Assert.Equal(file.GetRawText(), (await server.GetAsync(path)).GetRawText());
        var many = Enumerable.Range(0, 101).Select(i => $"dfl-{i}");
        using var bulk = await server.Http.PostAsJsonAsync(
            $"/api/v1/beta/directories/{directory}/files/bulk-delete", new { directory_file_ids = many }, Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bulk.StatusCode);
    }

    [Theory]
    [InlineData("purpose", null, "body.purpose")]
    [InlineData("purpose", "LONG", "body.purpose")]
    [InlineData("external_file_id", "LONG", "body.external_file_id")]
    public async Task An_upload_with_a_wrong_field_stores_nothing(string field, string? value, string loc)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent("x"u8.ToArray()), "file", "a.txt" } };
        if (field != "purpose")
            form.Add(new StringContent("user_data"), "purpose");
        if (value is not null)
            form.Add(new StringContent(new string('x', 4000)), field);
        using var response = await server.Http.PostAsync("/api/v1/beta/files", form, Cancellation);
        await AssertInvalidAsync(response, loc);
        Assert.Empty((await server.GetAsync("/api/v1/beta/files")).GetProperty("items").EnumerateArray());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(server.DataFolder, "blobs"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task An_upload_that_is_no_form_or_too_large_is_refused()
    {
        using var json = await server.Http.PostAsJsonAsync("/api/v1/beta/files", new { file = "x" }, Cancellation);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, json.StatusCode);
        using var form = Form("big.bin", new string('x', 1_000_001));
        using var large = await server.Http.PostAsync("/api/v1/beta/files", form, Cancellation);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Empty((await server.GetAsync("/api/v1/beta/files")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_walk_through_the_files_sees_each_once_while_files_come_and_go()
    {
        var stable = new List<string>();
        for (var i = 0; i < 6; i++)
            stable.Add((await UploadAsync($"{i % 3}.txt", "x")).Text("id"));
        foreach (var order in (string[])["id", "name", "name desc", "created_at desc"])
        {
            var seen = new List<string>();
            string? token = null;
            do
            {
                var passing = await UploadAsync("1.txt", "y");
                var page = await server.GetAsync(
                    $"/api/v1/beta/files?page_size=2&order_by={order}{(token is null ? "" : $"&page_token={token}")}");
                seen.AddRange(page.GetProperty("items").EnumerateArray().Select(f => f.Text("id")));
                token = page.GetProperty("next_page_token").GetString();
                using var gone = await server.Http.DeleteAsync($"/api/v1/beta/files/{passing.Text("id")}", Cancellation);
            }
            while (token is not null);
            Assert.Equal(stable.Order(), seen.Where(stable.Contains).Order());
        }
    }

    private async Task<JsonElement> UploadAsync(string name, string content)
    {
        using var form = Form(name, content);
        using var response = await server.Http.PostAsync("/api/v1/beta/files", form, Cancellation);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private static MultipartFormDataContent Form(string name, string content) => new()
    {
        { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", name },
        { new StringContent("user_data"), "purpose" },
    };

    private static async Task AssertInvalidAsync(HttpResponseMessage response, string loc)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var places = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").EnumerateArray()
            .Select(d => string.Join('.', d.GetProperty("loc").EnumerateArray()));
        Assert.Contains(loc, places);
    }
}
