using System.Text.Json;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Chat;

/// <summary>A turn notes which generation of each index it searched, so that an answer can be explained later.</summary>
public sealed class SearchedGenerationTests
{
    [Fact]
    public async Task The_log_keeps_the_generation_of_each_index_and_a_sync_that_changes_one_raises_only_its_number()
    {
        await using var server = await TestServer.StartAsync();
        var (mole, quay) = (
            await server.IndexAsync(("selm.md", "The mole of Selm is 90 metres long."u8.ToArray())),
            await server.IndexAsync(("quay.md", "The quay of Selm is 40 metres long."u8.ToArray())));
        var session = await server.SessionAsync(mole.Text("id"), quay.Text("id"));
        var first = Searched(await server.AskAsync(session, "How long is the mole of Selm?"));
        Assert.Equal([mole.Text("id"), quay.Text("id")], first.Select(s => s.IndexId));
        Assert.All(first, s => Assert.True(s.Generation > 0));

        await server.UploadAsync(mole.Text("source_directory_id"), "new.md", "The mole of Orm is 70 metres long."u8.ToArray());
        await server.PostAsync($"/api/v1/indexes/{mole.Text("id")}/sync", null);
        await server.UntilSyncedAsync(mole.Text("id"));
        var second = Searched(await server.AskAsync(session, "How long is the mole of Orm?"));
        Assert.True(second[0].Generation > first[0].Generation);
        Assert.Equal(first[1], second[1]);

        // What was logged stays.
        var history = await server.GetAsync($"/api/v1/chat/{session}");
        var logged = history.GetProperty("events").EnumerateArray().Where(e => e.Text("type") == "tool_result").Select(Searched);
        Assert.Equal([.. first, .. second], logged.SelectMany(l => l));
    }

    private static List<(string IndexId, long Generation)> Searched(IEnumerable<SseFrame> frames) =>
        Searched(Assert.Single(frames, f => f.Type == "tool_result").Json);

    private static List<(string IndexId, long Generation)> Searched(JsonElement toolResult) =>
        [.. toolResult.GetProperty("result").GetProperty("searched").EnumerateArray()
            .Select(s => (s.Text("index_id"), s.GetProperty("generation").GetInt64()))];
}
