using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite.Platform;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Chat;

public sealed class UsageLedgerTests
{
    [Fact]
    public async Task Every_step_of_a_turn_is_entered_and_outlives_its_session()
    {
        await using var model = await FakeModelServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var server = await TestServer.StartAsync(
            change: o => o with { Model = "openai:fake", OpenAiBaseUrl = model.BaseUrl });
        var index = await server.IndexAsync(("pump.md", "The warranty of the X200 pump is 24 months."u8.ToArray()));
        var session = await server.SessionAsync(index.Text("id"));
        model.Enqueue(
            FakeReply.Calls(("a", "retrieve", """{"query":"warranty"}""")), FakeReply.Text("24 months [1]."),
            FakeReply.Text("Bye."));
        await server.AskAsync(session, "How long?");
        await server.AskAsync(session, "Thanks");
        using (await server.Http.DeleteAsync($"/api/v1/chat/{session}", TestContext.Current.CancellationToken))
        {
            var ledger = server.Services.GetRequiredService<SqliteUsageLedger>();
            var project = (await server.GetAsync("/api/v1/projects"))[0].Text("id");
            var scope = new Scope(project, "", "");
            var now = TimeProvider.System.GetUtcNow();
            Assert.Equal(
                new UsageSumRow { Name = session, Turns = 2, Steps = 3, InputTokens = 30, OutputTokens = 15 }, ledger.OfSession(
                    scope, session));
            Assert.Equal(30, ledger.ByDay(scope, now.AddDays(-1), now.AddMinutes(1)).Sum(d => d.InputTokens));
            Assert.Equal(3, Assert.Single(ledger.ByKey(scope, now.AddDays(-1), now.AddMinutes(1))).Steps);
            Assert.Empty(ledger.ByDay(scope with { ProjectId = "other" }, now.AddDays(-1), now.AddMinutes(1)));
            Assert.Empty(ledger.ByDay(scope, now.AddDays(-2), now.AddDays(-1)));
        }
    }

    [Fact]
    public async Task A_citation_says_in_the_history_when_its_file_is_gone_and_not_in_the_replay()
    {
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync(("pump.md", "The warranty of the X200 pump is 24 months."u8.ToArray()));
        var session = await server.SessionAsync(index.Text("id"));
        await server.AskAsync(session, "How long is the warranty of the X200 pump?");
        var citation = await CitationAsync();
        Assert.False(citation.GetProperty("source_removed").GetBoolean());
        var read = await server.PostAsync(
            "/api/v1/retrieval/files/read",
            new
            {
                index_id = citation.Text("index_id"),
                file_id = citation.Text("file_id"),
                offset = citation.GetProperty("start_char").GetInt32(),
                max_length = citation.GetProperty("end_char").GetInt32() - citation.GetProperty("start_char").GetInt32(),
            });
        Assert.Equal(citation.Text("quote"), read.Text("content"));
        var directory = (await server.GetAsync($"/api/v1/indexes/{index.Text("id")}")).Text("source_directory_id");
        using (await server.Http.DeleteAsync(
            $"/api/v1/beta/directories/{directory}/files/{citation.Text("file_id")}", TestContext.Current.CancellationToken))
        {
            Assert.True((await CitationAsync()).GetProperty("source_removed").GetBoolean());
        }

        using var replay = await server.Http.GetAsync(
            $"/api/v1/chat/{session}/messages/stream", TestContext.Current.CancellationToken);
        Assert.Contains(
            "\"source_removed\":false", await replay.Content.ReadAsStringAsync(
                TestContext.Current.CancellationToken), StringComparison.Ordinal);

        async Task<System.Text.Json.JsonElement> CitationAsync() => (await server.GetAsync($"/api/v1/chat/{session}"))
            .GetProperty("events").EnumerateArray().Single(e => e.Text("type") == "text").GetProperty("citations")[0];
    }
}
