using System.Net;
using System.Text;
using System.Text.Json;
using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Storage.Sqlite.Indexing;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Library;

public sealed class AttachmentHttpTests : IAsyncLifetime
{
    private const string Screenshot = "screenshots/page_7.jpg";
    private TestServer server = null!;
    private JsonElement file;
    private string index = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "d" })).Text("id");
        file = await server.UploadAsync(directory, "a.txt", "The quay is made of granite."u8.ToArray());
        var made = await server.PostAsync(
            "/api/v1/indexes", new { source_directory_id = directory, store_attachments = (string[])["screenshots", "items"] });
        index = (await server.UntilSyncedAsync(made.Text("id"))).Text("id");
        await PutAsync((Screenshot, "a picture"), ("items/page_3.json", "[]"));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("id")]
    [InlineData("file_id")]
    public async Task Attachments_are_listed_page_by_page_under_either_id(string id)
    {
        var first = await server.GetAsync($"/api/v1/beta/attachments?source_id={file.Text(id)}&page_size=1");
        var item = Assert.Single(first.GetProperty("items").EnumerateArray());
        Assert.Equal("items/page_3.json", item.Text("name"));
        Assert.Equal(2, item.GetProperty("size").GetInt32());
        Assert.Equal(JsonValueKind.String, item.GetProperty("last_modified").ValueKind);
        var second = await server.GetAsync(
            $"/api/v1/beta/attachments?source_id={file.Text(id)}&page_size=1&page_token={first.Text("next_page_token")}");
        Assert.Equal(Screenshot, Assert.Single(second.GetProperty("items").EnumerateArray()).Text("name"));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next_page_token").ValueKind);
    }

    [Theory]
    [InlineData("screenshots/page_7.jpg")]
    [InlineData("screenshots%2Fpage_7.jpg")]
    [InlineData("screenshots%2fpage_7.jpg")]
    public async Task An_attachment_is_presigned_by_its_raw_and_its_encoded_name(string name)
    {
        var link = await server.GetAsync($"/api/v1/beta/attachments/{name}?source_id={file.Text("id")}");
        Assert.InRange(
            link.GetProperty("expires_at").GetDateTimeOffset() - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(58),
            TimeSpan.FromMinutes(61));
        using var anyone = new HttpClient();
        using var response = await anyone.GetAsync(link.Text("url"), Cancellation);
        Assert.Equal("a picture", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("image/jpeg", response.Content.Headers.ContentType?.ToString());
        Assert.NotNull(response.Headers.ETag);
    }

    [Fact]
    public async Task A_link_follows_the_attachment_and_ends_with_it()
    {
        var url = (await server.GetAsync($"/api/v1/beta/attachments/{Screenshot}?source_id={file.Text("id")}")).Text("url");
        await PutAsync((Screenshot, "a better picture"));
        Assert.Equal("a better picture", await server.Http.GetStringAsync(url, Cancellation));
        await PutAsync();
        using var gone = await server.Http.GetAsync(url, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Empty((await server.GetAsync($"/api/v1/beta/attachments?source_id={file.Text("id")}")).GetProperty("items")
            .EnumerateArray());
    }

    [Fact]
    public async Task A_file_that_was_removed_has_no_attachments_any_more_at_once()
    {
        using var deleted = await server.Http.DeleteAsync(
            $"/api/v1/beta/directories/{file.Text("directory_id")}/files/{file.Text("id")}", Cancellation);
        var list = $"/api/v1/beta/attachments?source_id={file.Text("id")}";
        using var gone = await server.Http.GetAsync(list, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Theory]
    [InlineData("screenshots/page_8.jpg")]
    [InlineData("screenshots")]
    [InlineData("../../lectern.db")]
    [InlineData("%2e%2e%2flectern.db")]
    public async Task An_unknown_name_is_not_found(string name)
    {
        using var response = await server.Http.GetAsync(
            $"/api/v1/beta/attachments/{name}?source_id={file.Text("id")}", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Another_project_gets_no_attachment()
    {
        using var stranger = await OtherProject.JoinAsync(server);
        foreach (var path in (string[])[$"?source_id={file.Text("id")}", $"/{Screenshot}?source_id={file.Text("id")}",
            $"/{Screenshot}?source_id={file.Text("file_id")}", $"/text.html?source_id={file.Text("id")}"])
        {
            using var response = await stranger.GetAsync("/api/v1/beta/attachments" + path, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task The_text_is_shown_with_words_marked_and_can_do_nothing()
    {
        var made = await server.IndexAsync(("x.txt", "Ich 😀 sage:\n<script>alert(1)</script> <img src=x> & mehr."u8.ToArray()));
        var id = (await server.PostAsync("/api/v1/retrieval/files/find", new { index_id = made.Text("id") })).GetProperty(
            "items")[0].Text("file_id");
        var link = await server.GetAsync($"/api/v1/beta/attachments/text.html?source_id={id}&highlight=4-18");
        using var anyone = new HttpClient();
        using var response = await anyone.GetAsync(link.Text("url"), Cancellation);
        var page = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(
            "default-src 'none'; style-src 'unsafe-inline'; sandbox",
            response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        var parsed = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(page);
        Assert.Equal("😀 sage:\n<scrip", parsed.GetElementById("mark")!.TextContent);
        Assert.Equal(
            "Ich 😀 sage:\n<script>alert(1)</script> <img src=x> & mehr.",
            parsed.QuerySelector("pre")!.TextContent.TrimEnd('\n'));
        var whole = await anyone.GetStringAsync(
            (await server.GetAsync($"/api/v1/beta/attachments/text.html?source_id={id}&highlight=900-950")).Text("url"),
            Cancellation);
        Assert.DoesNotContain("<mark", whole, StringComparison.Ordinal);
        using var unknown = await server.Http.GetAsync("/api/v1/beta/attachments/text.html?source_id=dfl-none", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    /// <summary>Puts all attachments of the file into its index, as a sync does.</summary>
    private async Task PutAsync(params (string Name, string Content)[] attachments)
    {
        var blobs = server.Services.GetRequiredService<IBlobs>();
        var contents = server.Services.GetRequiredService<SqliteIndexContentsFolder>().Open(server.IndexKey(index));
        var stored = new List<IndexedAttachment>();
        foreach (var (name, content) in attachments)
        {
            using var staged = await blobs.StageAsync(new MemoryStream(Encoding.UTF8.GetBytes(content)), 1000, Cancellation);
            var blob = staged.Keep();
            stored.Add(new IndexedAttachment(name, blob.Hash, blob.Size));
        }

        var indexed = (await contents.ListFilesAsync(null, 10, Cancellation)).Single();
        var change = new FileChange.Replaced(indexed, "The quay is made of granite.", []) { Attachments = stored };
        await contents.ReplaceAsync(((FileChange[])[change]).ToAsyncEnumerable(), Cancellation);
    }
}
