using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Tests.Fakes;
using Lectern.Tests.Processes;

namespace Lectern.Tests.Client;

/// <summary>The official TypeScript SDK and this client read the same server side by side, and read the same.</summary>
public sealed class ClientBesideSdkTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_clients_read_the_same()
    {
        var sdk = Path.Combine(Repository.Root, "tests", "sdk");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(sdk, "node_modules")), "the SDK is not installed (./test does it, with npm)");
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var index = await server.IndexAsync(
            ("guide.md", "# Hours\n\nThe observatory opens its dome every Thursday. 🔭"u8.ToArray()),
            ("notes.txt", "The dome was polished in Jena."u8.ToArray()));
        var directory = index.Text("source_directory_id");
        var file = (await client.Directories.Files.ListAsync(directory, new() { DisplayName = "guide.md" }).AllAsync()).Single();
        var session = await client.Chat.CreateAsync([index.Text("id")], cancellationToken: Cancellation);
        for (var i = 0; i < 3; i++)
            await client.Chat.CreateAsync(cancellationToken: Cancellation);
        var streamed = await client.Chat.StreamAsync(
            session.SessionId, "When does the dome open?", cancellationToken: Cancellation).AllAsync();

        var output = await Shell.RunAsync(
            $"node compare.mjs {session.SessionId} {index.Text("id")} {directory} {file.Id}",
            sdk,
            ("LECTERN_BASE_URL", server.Http.BaseAddress!.ToString().TrimEnd('/')),
            ("LECTERN_API_KEY", TestServer.Key));
        var official = JsonNode.Parse(output)!.AsObject();

        var indexId = index.Text("id");
        Same(
            await client.Chat.RetrieveAsync(session.SessionId, Cancellation), LecternJson.Wire.SessionDetail,
            official["session"]);
        Same(
            await client.Chat.GetSummaryAsync(session.SessionId, Cancellation), LecternJson.Wire.ChatSessionSummary,
            official["summary"]);
        await SameListAsync(client.Chat.ListAsync(pageSize: 3), LecternJson.Wire.ChatSessionSummary, official["sessions"]);
        Same(await client.Indexes.GetAsync(indexId, true, Cancellation), LecternJson.Wire.IndexResponse, official["index"]);
        await SameListAsync(client.Indexes.ListAsync(), LecternJson.Wire.IndexResponse, official["indexes"]);
        Same(
            await client.Directories.GetAsync(directory, Cancellation), LecternJson.Wire.DirectoryResponse,
            official["directory"]);
        await SameListAsync(client.Directories.ListAsync(), LecternJson.Wire.DirectoryResponse, official["directories"]);
        Same(
            await client.Directories.Files.GetAsync(directory, file.Id, cancellationToken: Cancellation),
            LecternJson.Wire.DirectoryFileResponse, official["file"]);
        await SameListAsync(
            client.Directories.Files.ListAsync(directory), LecternJson.Wire.DirectoryFileResponse, official["files"]);
        Same(
            await client.Retrieval.RetrieveAsync(new(indexId, "dome", TopK: 3), Cancellation), LecternJson.Wire.RetrieveResult,
            official["retrieved"]);
        await SameListAsync(
            client.Retrieval.FindAsync(new(indexId, FileNameContains: ".md")), LecternJson.Wire.FileFindEntry, official["found"]);
        await SameListAsync(
            client.Retrieval.GrepAsync(new(indexId, file.Id, "dome|🔭")), LecternJson.Wire.FileGrepMatch, official["matches"]);
        Same(
            await client.Retrieval.ReadAsync(new(indexId, file.Id), Cancellation), LecternJson.Wire.FileReadResult,
            official["text"]);
        var project = (await client.Projects.ListAsync(cancellationToken: Cancellation))[0];
        Same(project, LecternJson.Wire.Project, official["project"]);

        var frames = SseFrame.Parse(official["replay"]!.GetValue<string>());
        Assert.Equal(frames.Select(f => (long?)f.Id), streamed.Select(e => e.Sequence));
        foreach (var (frame, mine) in frames.Zip(streamed))
            Same(mine, LecternJson.Wire.ChatEvent, JsonNode.Parse(frame.Data));

        var unknown = await Assert.ThrowsAsync<LecternNotFoundException>(
            () => client.Chat.RetrieveAsync("ses-unknown", Cancellation));
        Assert.Equal(official["unknown"]!["body"]!["detail"]!.GetValue<string>(), unknown.Detail);
        var invalid = await Assert.ThrowsAsync<LecternValidationException>(
            () => client.Retrieval.RetrieveAsync(new(indexId, "x", TopK: 0), Cancellation));
        Assert.Equal(422, official["invalid"]!["status"]!.GetValue<int>());
        Assert.Equal(official["invalid"]!["body"]!["detail"]![0]!["msg"]!.GetValue<string>(), invalid.Errors[0].Msg);
    }

    private static async Task SameListAsync<T>(IAsyncEnumerable<T> mine, JsonTypeInfo<T> type, JsonNode? official)
    {
        var items = await mine.AllAsync();
        Assert.Equal(official!.AsArray().Count, items.Count);
        foreach (var (item, other) in items.Zip(official.AsArray()))
            Same(item, type, other);
    }

    /// <summary>What was read is written again, and is what the official SDK got, name by name and value by value.</summary>
    private static void Same<T>(T mine, JsonTypeInfo<T> type, JsonNode? official)
    {
        var written = JsonSerializer.SerializeToNode(mine, type);
        Assert.True(
            JsonNode.DeepEquals(written, official), $"client: {written?.ToJsonString()}\nSDK:    {official?.ToJsonString()}");
    }
}
