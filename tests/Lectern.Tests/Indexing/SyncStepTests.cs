using System.Text;
using System.Text.Json;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Retrieval;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Indexing;

/// <summary>A sync that takes long lets what it has read be found before it ends.</summary>
public sealed class SyncStepTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_read_is_found_after_each_step_and_each_file_old_or_new()
    {
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync(("old.md", Text("granite mole, old")), ("same.md", Text("granite mole, same")));
        var directory = index.Text("source_directory_id");
        await server.UploadAsync(directory, "old.md", Text("granite mole, new"));
        for (var i = 0; i < 4; i++)
            await server.UploadAsync(directory, $"{i}.md", Text($"granite mole, number {i}"));
        var steps = new List<(SyncStep Step, string Found)>();
        var time = new PassingTime(TimeSpan.FromMinutes(2));
        await SyncAsync(server, index.Text("id"), time, async step => steps.Add((step, await FoundAsync())));

        Assert.Equal([5, 4, 3, 2, 1, 0], steps.Select(s => s.Step.FilesLeft));
        Assert.Equal(6, steps.Select(s => s.Step.Generation).Distinct().Count());
        Assert.Equal("old, same", steps[0].Found);
        Assert.All(steps, s => Assert.True(s.Found.Contains("old") != s.Found.Contains("new"), s.Found));
        var counts = steps.Select(s => s.Found.Split(", ").Length).ToList();
        Assert.Equal(counts.Order(), counts);
        Assert.Equal("new, number 0, number 1, number 2, number 3, same", steps[^1].Found);

        async Task<string> FoundAsync()
        {
            var found = await TestSearch.WordsOnly(server.Services.GetRequiredService<IIndexSnapshots>()).SearchAsync(
                server.IndexKey(index.Text("id")), new RetrievalQuery("granite mole", 20), Cancellation);
            return string.Join(", ", found.Select(p => p.Content.Trim().Split(", ")[^1]).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_copy_in_a_later_step_is_not_read_again_and_nothing_is_kept_of_it()
    {
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync();
        var directory = index.Text("source_directory_id");
        foreach (var name in (string[])["a.md", "b.md", "c.md"])
            await server.UploadAsync(directory, name, Text("granite mole"));
        await SyncAsync(server, index.Text("id"), new PassingTime(TimeSpan.FromMinutes(2)), _ => Task.CompletedTask);
        var contents = server.Services.GetRequiredService<IIndexContentsStore>().Open(server.IndexKey(index.Text("id")));
        var files = await contents.ListFilesAsync(null, 10, Cancellation);
        Assert.Equal(3, files.Count);

        // How long it took is noted with what was read.
        Assert.Single(files.Select(f => f.DurationMs).Distinct());
        Assert.Empty(Directory.GetFiles(server.Services.GetRequiredService<DataFolder>().Parsed, "*.json"));
    }

    [Fact]
    public async Task What_a_step_stored_counts_before_the_sync_ends()
    {
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync();
        var directory = index.Text("source_directory_id");
        for (var i = 0; i < 3; i++)
            await server.UploadAsync(directory, $"{i}.md", Text($"granite mole, number {i}"));
        var sizes = new List<(long Contents, long Attachments)?>();
        await SyncAsync(server, index.Text("id"), new PassingTime(TimeSpan.FromMinutes(2)), step =>
        {
            sizes.Add(step.Size);
            return Task.CompletedTask;
        });
        Assert.Equal(4, sizes.Count);
        Assert.Null(sizes[0]);
        Assert.All(sizes.Skip(1), s => Assert.True(s!.Value.Contents > 0));
    }

    [Fact]
    public async Task Vectors_join_by_steps_of_whole_files_and_the_index_says_how_far_they_are()
    {
        await using var embeddings = await JsonServer.EmbeddingsAsync(16);
        await using var server = await TestServer.StartAsync(
            change: o => o with { Embeddings = "openai:tiny", OpenAiBaseUrl = $"{embeddings.Url}/v1" });
        var index = (await server.IndexAsync()).Text("id");
        var directory = (await server.GetAsync($"/api/v1/indexes/{index}")).Text("source_directory_id");
        for (var i = 0; i < 3; i++)
            await server.UploadAsync(directory, $"{i}.md", Text(string.Concat(Enumerable.Range(0, 30).Select(p => Part(i, p)))));
        var contents = server.Services.GetRequiredService<IIndexContentsStore>().Open(server.IndexKey(index));
        var model = $"openai:tiny@{embeddings.Url}/v1";
        var lacking = new List<int>();
        var room = server.Services.GetRequiredService<ProjectRoom>();
        var project = server.Services.GetRequiredService<ITenancy>().DefaultScope().ProjectId;
        var promised = new List<long>();
        var progress = new List<(int?, int?)>();
        await SyncAsync(server, index, new PassingTime(TimeSpan.FromMinutes(2)), async step =>
        {
            var metadata = (await server.GetAsync($"/api/v1/indexes/{index}")).GetProperty("metadata");
            lacking.Add(contents.CountWithoutVectors(model));
            progress.Add((Number(metadata, "chunks_done"), Number(metadata, "chunks_total")));
            Assert.Equal(step.Generation, step.Generation is null ? null : contents.NameGeneration());
            promised.Add(room.LeftOf(project));
        });

        // The first 64 texts are a batch: two files whole, and some of the third.
        Assert.Equal([0, 30, 60, 90, 30], lacking);

        // What the vectors take up is kept free for them, though the words are counted as stored; of the last ones too.
        Assert.All(promised.Zip(promised.Skip(1)).Skip(1).SkipLast(1), p => Assert.True(p.First - p.Second > 30 * 1_536, $"{p}"));
        Assert.Equal((64, 90), progress[^1]);
        Assert.Equal(0, contents.CountWithoutVectors(model));
        Assert.True(contents.HasVectorsOfAnother("another"));

        static string Part(int file, int part) => $"# Part {part}\n\nThe granite mole of file {file} has part {part}.\n\n";

        static int? Number(JsonElement metadata, string name) => metadata.TryGetProperty("progress", out var progress)
            && progress.TryGetProperty(name, out var number) ? number.GetInt32() : null;
    }

    [Fact]
    public async Task A_quick_sync_is_one_swap()
    {
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync(("a.md", Text("granite mole")));
        await server.UploadAsync(index.Text("source_directory_id"), "b.md", Text("timber mole"));
        var steps = new List<SyncStep>();
        await SyncAsync(server, index.Text("id"), new PassingTime(TimeSpan.Zero), step =>
        {
            steps.Add(step);
            return Task.CompletedTask;
        });
        Assert.Equal(1, Assert.Single(steps).FilesLeft);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static Task<SyncEnd.Synced> SyncAsync(
        TestServer server, string index, TimeProvider time, Func<SyncStep, Task> note)
    {
        var pipeline = ActivatorUtilities.CreateInstance<IndexingPipeline>(
            server.Services, time, ActivatorUtilities.CreateInstance<SyncEmbedding>(server.Services, time));
        var indexes = server.Services.GetRequiredService<IIndexes>();
        var scope = server.Services.GetRequiredService<ITenancy>().DefaultScope();
        var row = indexes.Find(scope, index)!;
        return pipeline.SyncAsync(scope, row, new SyncProgressWriter(indexes, row, time), note, Cancellation);
    }
}
