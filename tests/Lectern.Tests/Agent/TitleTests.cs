using Lectern.Server.Platform;
using Lectern.Server.Platform.Settings;
using Lectern.Server.Storage.Sqlite.Platform;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Agent;

/// <summary>Titles by a model of their own.</summary>
public sealed class TitleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_title_model_names_a_session_beside_the_answer_and_is_entered_in_the_ledger()
    {
        await using var model = await FakeModelServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        model.Otherwise = r => r.Body.Contains("Write a title", StringComparison.Ordinal) ? FakeReply.Text(
            "\"Warranty of", " the X200\"") : FakeReply.Text("24 months.");
        await using var server = await StartAsync(model);
        var session = await AskAsync(server);
        await UntilAsync(async () => (await server.GetAsync($"/api/v1/chat/{session}/summary"))
            .Text("generated_title") == "Warranty of the X200");
        var project = (await server.GetAsync("/api/v1/projects"))[0].Text("id");
        var used = server.Services.GetRequiredService<SqliteUsageLedger>().OfSession(new Scope(project, "", ""), session);
        Assert.Equal((1, 2, 20), (used.Turns, used.Steps, used.InputTokens));
        await server.AskAsync(session, "And the X300?");
        Assert.Equal(1, model.Requests.Count(r => r.Body.Contains("Write a title", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_answer_does_not_wait_for_its_title()
    {
        await using var model = await FakeModelServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        model.Otherwise = r => r.Body.Contains(
            "Write a title", StringComparison.Ordinal) ? FakeReply.Stream(FakeFrame.Stall) : FakeReply.Text("24 months.");
        await using var server = await StartAsync(model);
        var session = await AskAsync(server);
        await UntilAsync(() => Task.FromResult(model.Requests.Count == 2));
        Assert.Equal(
            "How long is the warranty?", (await server.GetAsync($"/api/v1/chat/{session}/summary")).Text("generated_title"));
    }

    [Fact]
    public async Task A_title_model_that_fails_leaves_the_title_of_the_first_message()
    {
        await using var model = await FakeModelServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        model.Otherwise = r =>
            r.Body.Contains("Write a title", StringComparison.Ordinal) ? FakeReply.Error(401) : FakeReply.Text("24 months.");
        await using var server = await StartAsync(model);
        var session = await AskAsync(server);
        await UntilAsync(() => Task.FromResult(model.Requests.Count == 2));
        Assert.Equal(
            "How long is the warranty?", (await server.GetAsync($"/api/v1/chat/{session}/summary")).Text("generated_title"));
    }

    private static async Task<TestServer> StartAsync(FakeModelServer model) => await TestServer.StartAsync(
        change: o => o with
        {
            Model = "openai:answers",
            OpenAiBaseUrl = model.BaseUrl,
            ModelSettings = new ModelSettings { TitleModel = "openai:titles" }
        });

    private static async Task<string> AskAsync(TestServer server)
    {
        var index = await server.IndexAsync(("pump.md", "The warranty of the X200 pump is 24 months."u8.ToArray()));
        var session = await server.SessionAsync(index.Text("id"));
        Assert.Equal("stop", (await server.AskAsync(session, "How long is the warranty?"))[^1].Type);
        return session;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await holds())
            await Task.Delay(20, limit.Token);
    }
}
