using System.Text.Json.Nodes;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Client;

public sealed class ClientLibraryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_is_uploaded_indexed_and_searched_with_progress()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var directory = await client.Directories.CreateAsync(new("Sternwarte ☆"), Cancellation);
        var text = "Die Kuppel öffnet donnerstags. 🔭 " + new string('x', 200_000);
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        var sent = new Told<UploadProgress>();

        var file = await client.Directories.Files.UploadAsync(
            directory.Id,
            new FileUpload(content, "Führer \"neu\".txt") { Progress = sent },
            new() { Metadata = new JsonObject { ["year"] = 2026 } },
            Cancellation);

        Assert.Equal(directory.Id, file.DirectoryId);
        Assert.StartsWith("Führer", file.DisplayName, StringComparison.Ordinal);
        Assert.Equal(2026, file.Metadata.GetProperty("year").GetInt32());
        Assert.Equal(content.Length, sent.Last().BytesSent);
        Assert.Equal(content.Length, sent.Last().TotalBytes);

        var index = await client.Indexes.CreateAsync(new(directory.Id, Name: "guide"), Cancellation);
        var told = new Told<IndexMetadata>();
        index = await client.Indexes.SyncAndWaitAsync(index.Id, told, Cancellation);
        Assert.Equal("ready", index.Metadata.Status);
        Assert.Equal("ready", told.Last().Status);
        var entry = Assert.Single(await client.Indexes.ListFilesAsync(index.Id).AllAsync());
        Assert.Equal((file.Id, "ready"), (entry.FileId, entry.Status));

        var found = (await client.Retrieval.RetrieveAsync(new(index.Id, "Kuppel"), Cancellation)).Results[0];
        var span = found.StaticFields;
        var read = await client.Retrieval.ReadAsync(
            new(index.Id, file.Id, span.ChunkStartChar, span.ChunkEndChar - span.ChunkStartChar), Cancellation);
        Assert.Equal(found.Content, read.Content);
        Assert.Equal(
            file.Id,
            Assert.Single(await client.Retrieval.FindAsync(new(index.Id, FileNameContains: "führer")).AllAsync()).FileId);
        Assert.Contains(
            "🔭", Assert.Single(await client.Retrieval.GrepAsync(new(index.Id, file.Id, "🔭")).AllAsync()).Content,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_whose_files_cannot_be_read_says_why()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var directory = await client.Directories.CreateAsync(new("broken"), Cancellation);
        using var content = new MemoryStream("%PDF-1.7 and nothing else"u8.ToArray());
        await client.Directories.Files.UploadAsync(directory.Id, new(content, "broken.pdf"), cancellationToken: Cancellation);
        var index = await client.Indexes.CreateAsync(new(directory.Id), Cancellation);
        var failure = await Assert.ThrowsAsync<IndexNotReadyException>(
            () => client.Indexes.WaitAsync(index.Id, cancellationToken: Cancellation));
        Assert.Contains("broken.pdf", failure.Message, StringComparison.Ordinal);
        Assert.Equal("failed", failure.Index.Metadata.Status);
    }

    [Fact]
    public async Task Lists_go_on_across_pages_and_can_be_read_page_by_page()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        for (var i = 0; i < 5; i++)
            await client.Directories.CreateAsync(new($"d{i}"), Cancellation);
        var list = client.Directories.ListAsync(pageSize: 2);
        Assert.Equal(5, (await list.AllAsync()).Count);
        Assert.Equal([2, 2, 1], (await list.PagesAsync(Cancellation).AllAsync()).Select(p => p.Items.Count));
        var first = await list.GetPageAsync(cancellationToken: Cancellation);
        var second = await list.GetPageAsync(first.NextPageToken, Cancellation);
        Assert.Empty(first.Items.Select(d => d.Id).Intersect(second.Items.Select(d => d.Id)));
        Assert.Equal("d3", Assert.Single(await client.Directories.ListAsync(name: "d3").AllAsync()).Name);
    }

    [Fact]
    public async Task A_failed_upload_is_sent_again_only_when_its_stream_can_be_read_again()
    {
        var http = new ScriptedHttp(_ =>
            ScriptedHttp.Json(System.Net.HttpStatusCode.ServiceUnavailable, """{"detail":"Later."}""", ("retry-after-ms", "1")));
        using var client = ClientOn.Over(http);
        using var seekable = new MemoryStream("content"u8.ToArray());
        await Assert.ThrowsAsync<LecternServerException>(
            () => client.Files.CreateAsync(new(seekable, "a.txt"), cancellationToken: Cancellation));
        Assert.Equal(3, http.Sent.Count);
        Assert.All(http.Sent, s => Assert.Contains("content", s.Body, StringComparison.Ordinal));
        Assert.Contains("name=purpose", http.Sent[0].Body!.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        await using var once = new System.IO.Compression.BrotliStream(
            new MemoryStream(), System.IO.Compression.CompressionMode.Decompress);
        await Assert.ThrowsAsync<LecternServerException>(
            () => client.Files.CreateAsync(new(once, "a.txt"), cancellationToken: Cancellation));
        Assert.Equal(4, http.Sent.Count);
    }

    [Fact]
    public async Task A_container_makes_the_client_over_the_HTTP_client_factory()
    {
        await using var server = await TestServer.StartAsync();
        var services = new ServiceCollection();
        services.AddLecternClient(o => (o.BaseUrl, o.ApiKey) = (server.Http.BaseAddress, TestServer.Key));
        await using var provider = services.BuildServiceProvider();
        using var client = provider.GetRequiredService<LecternClient>();
        var project = Assert.Single(await client.Projects.ListAsync(cancellationToken: Cancellation));
        Assert.Equal(project, await client.Projects.GetAsync(project.Id, Cancellation));
    }

    /// <summary>Notes what it is told, in the thread that tells it.</summary>
    private sealed class Told<T> : IProgress<T>
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<T> all = new();

        public void Report(T value) => all.Enqueue(value);

        public T Last() => all.Last();
    }
}
