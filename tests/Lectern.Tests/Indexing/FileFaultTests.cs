using System.Text;
using System.Text.Json;
using Dapper;
using Lectern.Contracts;
using Lectern.Server.Attachments;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Server.Storage.Sqlite.Indexing;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Indexing;

/// <summary>
/// A sync in which something goes wrong with one file, at each step: that one fails, with a reason, and the others are there.
/// </summary>
public sealed class FileFaultTests : IAsyncLifetime
{
    private const string Poison = "POISON";

    private JsonServer embeddings = null!;
    private TestServer server = null!;
    private string directory = "";
    private string index = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SqliteIndexContents Contents =>
        (SqliteIndexContents)server.Services.GetRequiredService<IIndexContentsStore>().Open(server.IndexKey(index));

    public async ValueTask InitializeAsync()
    {
        embeddings = await JsonServer.EmbeddingsAsync(16, refuse: text => text.Contains(Poison, StringComparison.Ordinal));

        // No step is due before what a test breaks is needed.
        server = await TestServer.StartAsync(
            s => s
                .AddSingleton(p => ActivatorUtilities.CreateInstance<SyncEmbedding>(p, new PassingTime(TimeSpan.Zero)))
                .AddSingleton(p => ActivatorUtilities.CreateInstance<IndexingPipeline>(p, new PassingTime(TimeSpan.Zero))),
            change: o => o with { Embeddings = "openai:tiny", OpenAiBaseUrl = $"{embeddings.Url}/v1" });
        directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "docs" })).Text("id");
        index = await CreateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await embeddings.DisposeAsync();
    }

    [Theory]
    [InlineData("files", "NEW.id = @id AND NEW.reason IS NULL")]
    [InlineData("chunks", "NEW.file_id = @id")]
    [InlineData("chunk_terms", "EXISTS (SELECT 1 FROM chunks WHERE id = NEW.chunk_id AND file_id = @id)")]
    [InlineData("attachments", "NEW.file_id = @id")]
    [InlineData("boxes", "NEW.file_id = @id")]
    [InlineData("vectors", "EXISTS (SELECT 1 FROM chunks WHERE id = NEW.chunk_id AND file_id = @id)")]
    public async Task What_the_store_refuses_of_a_file_fails_that_file_alone(string table, string condition)
    {
        var bad = await UploadAsync();
        var when = condition.Replace("@id", $"'{bad}'", StringComparison.Ordinal);
        Contents.Read(c => c.Execute(
            $"CREATE TRIGGER refuse BEFORE INSERT ON {table} WHEN {when} "
            + "BEGIN SELECT RAISE(ABORT, 'this value is refused'); END"));

        await OnlyFailsAsync(bad, "this value is refused");

        // It is tried again, and nothing of the first time is left.
        Contents.Read(c => c.Execute("DROP TRIGGER refuse"));
        await SyncAsync();
        Assert.Equal(["ready", "ready", "ready"], (await EntriesAsync()).Select(f => f.Text("status")));
        Assert.Equal(3, Contents.Read(c => c.ExecuteScalar<long>("SELECT count(*) FROM chunks")));
        Assert.Equal(3, Contents.Read(c => c.ExecuteScalar<long>("SELECT count(*) FROM vectors")));
    }

    [Fact]
    public async Task A_change_of_name_that_the_store_refuses_fails_that_file_alone()
    {
        var bad = await UploadAsync();
        await SyncAsync();
        Contents.Read(c => c.Execute(
            "CREATE TRIGGER refuse BEFORE UPDATE OF name ON files WHEN NEW.name = 'renamed.pdf' "
            + "BEGIN SELECT RAISE(ABORT, 'this value is refused'); END"));

        using var renamed = await server.Http.PatchAsync(
            $"/api/v1/beta/directories/{directory}/files/{bad}",
            new StringContent("""{"display_name":"renamed.pdf"}""", Encoding.UTF8, "application/json"), Cancellation);
        renamed.EnsureSuccessStatusCode();
        await OnlyFailsAsync(bad, "this value is refused");
    }

    [Fact]
    public async Task A_text_that_the_embedding_model_refuses_fails_its_file_alone()
    {
        await UploadAsync();
        var bad = await server.UploadAsync(directory, "poison.txt", Encoding.UTF8.GetBytes($"The word is {Poison}."));
        await OnlyFailsAsync(bad.Text("id"), "embeddings server");
    }

    [Fact]
    public async Task Attachments_that_cannot_be_kept_fail_their_file_alone()
    {
        // The same attachments, made once, tell where they will lie; a folder stands in their way then.
        var bad = await UploadAsync();
        var other = await CreateAsync();
        var hashes = server.Services.GetRequiredService<IIndexAttachments>().Hashes(server.IndexKey(other));
        using (var deleted = await server.Http.DeleteAsync($"/api/v1/indexes/{other}", Cancellation))
            deleted.EnsureSuccessStatusCode();
        await server.Services.GetRequiredService<BlobCollector>().CollectAsync(Cancellation);
        foreach (var hash in hashes)
            Directory.CreateDirectory(Path.Combine(server.DataFolder, "blobs", hash[..2], hash, "x"));
        await OnlyFailsAsync(bad, "Reading the file failed");
    }

    [Fact]
    public async Task What_was_read_of_a_file_and_is_lost_fails_that_file_alone()
    {
        var bad = await UploadAsync();
        embeddings.Asking = () =>
        {
            foreach (var path in Directory.GetFiles(Path.Combine(server.DataFolder, "parsed"), "*pdf*"))
                File.Delete(path);
        };
        await OnlyFailsAsync(bad, "cannot be had");
        embeddings.Asking = null;
        await SyncAsync();
        Assert.Equal(["ready", "ready", "ready"], (await EntriesAsync()).Select(f => f.Text("status")));
    }

    [Fact]
    public async Task A_content_that_is_gone_fails_its_file_alone()
    {
        var bad = await UploadAsync();
        foreach (var blob in Directory.GetFiles(Path.Combine(server.DataFolder, "blobs"), "*", SearchOption.AllDirectories))
        {
            if (File.ReadAllText(blob).StartsWith("%PDF", StringComparison.Ordinal))
                File.Delete(blob);
        }

        await OnlyFailsAsync(bad, "deleted meanwhile");
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(5, 3)]
    [InlineData(4, 9)]
    [InlineData(2, 1)]
    public async Task A_PDF_that_claims_another_number_of_pages_than_it_has_ends_no_sync(int pages, int claimed)
    {
        Assert.SkipUnless(ExternalTools.PdfToPpm is not null, "needs pdftoppm");
        await UploadAsync();
        var odd = (await server.UploadAsync(directory, "odd.pdf", OddPdf.Make(pages, claimed))).Text("id");
        index = await CreateAsync("screenshots");
        var synced = await server.GetAsync($"/api/v1/indexes/{index}");
        Assert.Equal("ready", synced.GetProperty("metadata").Text("status"));
        var entries = (await EntriesAsync()).ToList();
        Assert.All(entries, e => Assert.Equal("ready", e.Text("status")));

        // Each page has at most one picture, and none is of a page that the file was not read to have.
        var read = entries.Single(e => e.Text("file_id") == odd).GetProperty("pages").GetInt32();
        var list = (await server.GetAsync($"/api/v1/beta/attachments?source_id={odd}")).GetProperty("items");
        var names = list.EnumerateArray().Select(a => a.Text("name"))
            .Where(n => n.StartsWith("screenshots/", StringComparison.Ordinal));
        Assert.Subset(Enumerable.Range(1, read).Select(PageScreenshot.NameOf).ToHashSet(), names.ToHashSet());
    }

    /// <summary>Three files; returns the PDF's id, which has pages, boxes and attachments.</summary>
    private async Task<string> UploadAsync()
    {
        await server.UploadAsync(directory, "a.txt", "The quay is made of granite."u8.ToArray());
        await server.UploadAsync(directory, "b.txt", "The mole is made of wood."u8.ToArray());
        return (await server.UploadAsync(directory, "bad.pdf", OddPdf.Make(2, 2))).Text("id");
    }

    private async Task<string> CreateAsync(params string[] attachments)
    {
        var made = await server.PostAsync(
            "/api/v1/indexes",
            new { source_directory_id = directory, store_attachments = attachments.Length == 0 ? ["items"] : attachments });
        await server.UntilSyncedAsync(made.Text("id"));
        return made.Text("id");
    }

    private async Task<JsonElement> SyncAsync()
    {
        await server.PostAsync($"/api/v1/indexes/{index}/sync", null);
        return await server.UntilSyncedAsync(index);
    }

    private async Task<IEnumerable<JsonElement>> EntriesAsync() =>
        (await server.GetAsync($"/api/v1/indexes/{index}/files")).GetProperty("items").EnumerateArray();

    private async Task OnlyFailsAsync(string bad, string reason)
    {
        var synced = (await SyncAsync()).GetProperty("metadata");
        Assert.True(synced.Text("status") == "ready", synced.ToString());
        foreach (var entry in await EntriesAsync())
        {
            var isBad = entry.Text("file_id") == bad;
            Assert.Equal(isBad ? "failed" : "ready", entry.Text("status"));
            if (isBad)
                Assert.Contains(reason, entry.Text("reason"), StringComparison.Ordinal);
        }

        Assert.Equal(bad, Assert.Single(synced.GetProperty("failures").EnumerateArray()).Text("file_id"));
        var found = await server.PostAsync("/api/v1/retrieval/retrieve", new { index_id = index, query = "granite quay" });
        Assert.StartsWith("The quay", found.GetProperty("results")[0].Text("content"), StringComparison.Ordinal);
        Assert.Equal(0, Contents.Read(c => c.ExecuteScalar<long>(
            "SELECT (SELECT count(*) FROM chunks WHERE file_id = @bad) + (SELECT count(*) FROM attachments WHERE file_id = @bad)"
            + " + (SELECT count(*) FROM boxes WHERE file_id = @bad)", new { bad })));
    }
}
