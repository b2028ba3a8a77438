using System.Net;
using System.Net.Http.Json;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.FakeModel;
using Lectern.Server.Platform.Settings;
using Lectern.Tests.Client;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Chat;

/// <summary>Models that a chat chooses among, over HTTP.</summary>
public sealed class ModelChoiceTests : IAsyncLifetime
{
    private FakeModelServer models = null!;
    private TestServer server = null!;
    private LecternClient client = null!;
    private string index = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        models = await FakeModelServer.StartAsync(cancellationToken: Cancellation);
        models.Otherwise = request => FakeReply.Text($"It is {ModelOf(request)}.");
        server = await StartAsync();
        client = server.NewClient();
        index = (await server.IndexAsync(("a.txt", "The quay of Halden is made of granite."u8.ToArray()))).Text("id");
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
        await models.DisposeAsync();
    }

    [Fact]
    public async Task Every_key_is_told_what_can_be_chosen()
    {
        var plain = await server.PostAsync("/api/v1/keys", new { name = "plain", is_admin = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/models");
        request.Headers.Authorization = new("Bearer", plain.Text("key"));
        using var response = await server.Http.SendAsync(request, Cancellation);
        var listed = (await TestServer.JsonOf(response)).GetProperty("items").EnumerateArray()
            .Select(m => (m.Text("id"), m.GetProperty("is_default").GetBoolean()));
        Assert.Equal([("openai:one", true), ("openai:two", false), ("extractive", false)], listed);
        var toClient = await client.Server.GetModelsAsync(Cancellation);
        Assert.Equal(["openai:one", "openai:two", "extractive"], toClient.Select(m => m.Id));
    }

    [Fact]
    public async Task A_session_remembers_the_model_of_its_last_question_that_named_one()
    {
        var session = (await client.Chat.CreateAsync([index], cancellationToken: Cancellation)).SessionId;
        Assert.Equal("It is one.", await AskAsync(session, null));
        Assert.Equal("It is two.", await AskAsync(session, "openai:two"));
        Assert.Equal("It is two.", await AskAsync(session, null));
        Assert.StartsWith("Quoted from the documents:", await AskAsync(session, "extractive"), StringComparison.Ordinal);
        Assert.Equal("It is one.", await AskAsync(session, "openai:one"));
        Assert.Equal("openai:one", (await client.Chat.GetSummaryAsync(session, Cancellation)).Model);
        Assert.Equal("openai:one", (await client.Chat.RetrieveAsync(session, Cancellation)).Model);
        Assert.Equal("openai:one", (await client.Chat.ForkAsync(session, 2, Cancellation)).Model);
        Assert.Equal("openai:one", (await client.Chats.RetrieveAsync(session, Cancellation)).Session.Model);
        Assert.Equal("openai:one", (await client.Chat.SearchAsync("quay").AllAsync()).Single(m => m.Session.SessionId == session)
            .Session.Model);
    }

    [Fact]
    public async Task A_session_can_be_made_for_a_model_and_one_without_says_nothing_of_any()
    {
        var session = await client.Chat.CreateAsync([index], model: "openai:two", cancellationToken: Cancellation);
        Assert.Equal("openai:two", session.Model);
        Assert.Equal("It is two.", await AskAsync(session.SessionId, null));
        var plain = await server.SessionAsync(index);
        await server.AskAsync(plain, "What is the quay made of?");
        foreach (var path in (string[])["", "/summary"])
            Assert.False((await server.GetAsync($"/api/v1/chat/{plain}{path}")).TryGetProperty("model", out _));
    }

    [Theory]
    [InlineData("openai:three")]
    [InlineData("")]
    [InlineData("OPENAI:TWO")]
    public async Task A_model_that_is_not_named_is_422_with_its_place(string model)
    {
        var session = await server.SessionAsync(index);
        foreach (var (path, body) in new (string, object)[]
        {
            ("/api/v1/chat", new { index_ids = (string[])[index], model }),
            ($"/api/v1/chat/{session}/messages/stream", new { prompt = "Hello", model }),
            ("/api/v1/evaluations/replays", new { session_ids = (string[])[session], model }),
        })
        {
            using var response = await server.Http.PostAsJsonAsync(path, body, Cancellation);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            var problem = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation))
                .RootElement.GetProperty("detail")[0];
            Assert.Equal(["body", "model"], problem.GetProperty("loc").EnumerateArray().Select(p => p.GetString()));
            Assert.Equal("Input should be 'openai:one' or 'openai:two' or 'extractive'", problem.Text("msg"));
        }

        Assert.Empty((await client.Chat.RetrieveAsync(session, Cancellation)).Events);
    }

    [Fact]
    public async Task The_same_question_of_another_model_is_no_retry()
    {
        var session = (await client.Chat.CreateAsync([index], cancellationToken: Cancellation)).SessionId;
        var first = new ChatStreamOptions { IdempotencyKey = "k", Model = "openai:two" };
        await client.Chat.AskAsync(session, "Hello", first, Cancellation);
        await client.Chat.AskAsync(session, "Hello", first, Cancellation);
        Assert.Single(models.Requests);
        await Assert.ThrowsAsync<LecternValidationException>(() => client.Chat.AskAsync(
            session, "Hello", new ChatStreamOptions { IdempotencyKey = "k", Model = "openai:one" }, Cancellation));
    }

    [Fact]
    public async Task A_version_can_be_asked_of_other_indexes_and_another_model()
    {
        var other = (await server.IndexAsync(("b.txt", "The quay of Sande is made of oak."u8.ToArray()))).Text("id");
        var session = (await client.Chat.CreateAsync([index], cancellationToken: Cancellation)).SessionId;
        await AskAsync(session, "extractive");
        await AskAsync(session, "extractive");
        var fork = await client.Chats.ForkVersionAsync(session, 2, [other], Cancellation);
        Assert.Equal([other], fork.IndexIds);
        Assert.Equal("extractive", fork.Model);
        Assert.Contains("made of oak", await AskAsync(fork.SessionId, null), StringComparison.Ordinal);
        Assert.Equal([index], (await client.Chat.GetSummaryAsync(session, Cancellation)).IndexIds);
        await Assert.ThrowsAsync<LecternValidationException>(
            () => client.Chats.ForkVersionAsync(session, 2, [], Cancellation));
    }

    [Fact]
    public async Task An_answer_says_which_model_gave_it_also_when_it_is_read_again()
    {
        var session = (await client.Chat.CreateAsync([index], cancellationToken: Cancellation)).SessionId;
        foreach (var model in (string?[])[null, "openai:two", null, "extractive"])
            await AskAsync(session, model);
        var kept = (await client.Chat.RetrieveAsync(session, Cancellation)).Events.OfType<StopEvent>().Select(s => s.Model);
        Assert.Equal(["openai:one", "openai:two", "openai:two", "extractive"], kept);
    }

    [Fact]
    public async Task A_fault_names_the_setting_that_names_its_model()
    {
        models.Otherwise = _ => FakeReply.Error(404);
        var session = (await client.Chat.CreateAsync([index], cancellationToken: Cancellation)).SessionId;
        foreach (var (model, setting) in (IEnumerable<(string, string)>)
            [("openai:one", "LECTERN_MODEL"), ("openai:two", "LECTERN_MODELS")])
        {
            var fault = await Assert.ThrowsAsync<LecternException>(() => AskAsync(session, model));
            Assert.Equal($"The model server does not know this model or address ({setting}, OPENAI_BASE_URL).", fault.Message);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_there_is_one_model_to_choose_a_session_remembers_none(bool isMadeForIt)
    {
        await using var single = await TestServer.StartAsync();
        using var asking = single.NewClient();
        var found = (await single.IndexAsync(("a.txt", "The quay is made of granite."u8.ToArray()))).Text("id");
        var session = (await asking.Chat.CreateAsync(
            [found], model: isMadeForIt ? "extractive" : null, cancellationToken: Cancellation)).SessionId;
        var named = new ChatStreamOptions { Model = "extractive" };
        var answer = await asking.Chat.AskAsync(session, "What is the quay made of?", named, Cancellation);
        Assert.StartsWith("Quoted from the documents:", answer.Text, StringComparison.Ordinal);
        Assert.Null((await asking.Chat.GetSummaryAsync(session, Cancellation)).Model);
    }

    [Fact]
    public async Task Where_others_can_be_chosen_nobody_is_told_that_there_is_no_model()
    {
        await using var quoting = await TestServer.StartAsync(
            change: o => o with { Models = ["openai:two"], OpenAiBaseUrl = models.BaseUrl });
        using var asking = quoting.NewClient();
        var found = (await quoting.IndexAsync(("a.txt", "The quay is made of granite."u8.ToArray()))).Text("id");
        var session = (await asking.Chat.CreateAsync([found], cancellationToken: Cancellation)).SessionId;
        var answer = await asking.Chat.AskAsync(session, "What is the quay made of?", null, Cancellation);
        Assert.StartsWith("Quoted from the documents:", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_evaluation_asks_the_model_that_it_names()
    {
        var started = await server.PostAsync("/api/v1/evaluations/answers", new
        {
            index_ids = (string[])[index],
            questions = (object[])[new { question = "What is the quay made of?", answers = (string[])["two"] }],
            model = "openai:two",
        });
        var status = "";
        await Patience.UntilAsync(async () =>
        {
            status = (await client.Evaluations.GetAsync(started.Text("id"), Cancellation)).Evaluation.Status;
            return status != "running";
        });
        Assert.Equal("done", status);
        Assert.Equal("two", ModelOf(Assert.Single(models.Requests)));
    }

    [Fact]
    public async Task A_session_of_a_model_that_is_named_no_more_is_answered_by_the_servers_own()
    {
        var folder = TestServer.NewFolder();
        string session;
        await using (var before = await StartAsync(folder))
        {
            var found = (await before.IndexAsync(("a.txt", "The quay is made of granite."u8.ToArray()))).Text("id");
            session = (await before.PostAsync(
                "/api/v1/chat", new { index_ids = (string[])[found], model = "openai:two" })).Text("session_id");
        }

        await using var server = await StartAsync(folder, named: []);
        await server.AskAsync(session, "What is the quay made of?");
        Assert.Equal("one", ModelOf(models.Requests[^1]));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("openai:one, extractive;ollama:qwen3:8b", null)]
    [InlineData("gpt", "LECTERN_MODELS: gpt is not extractive, openai:NAME, azure:DEPLOYMENT, anthropic:NAME or ollama:NAME")]
    [InlineData("ollama:a, ollama:a", "LECTERN_MODELS: ollama:a is named twice")]
    [InlineData("azure:a", "LECTERN_MODELS: azure:a needs AZURE_OPENAI_API_KEY and AZURE_OPENAI_ENDPOINT")]
    public void The_setting_is_checked_at_the_start(string setting, string? mistake)
    {
        var (options, mistakes) = SettingsReader.Read(
            ["--models", setting, "--openai-base-url", "http://127.0.0.1:1/v1"], Path.GetTempPath());
        Assert.Equal(mistake is null ? [] : [mistake], mistakes);
        if (mistake is null)
            Assert.Equal(["openai:one", "extractive", "ollama:qwen3:8b"], options!.Models);
    }

    [Fact]
    public void More_than_twenty_models_are_too_many() => Assert.Equal(
        ["LECTERN_MODELS: names more than 20 models"],
        SettingsReader.Read(
            ["--models", string.Join(',', Enumerable.Range(0, 21).Select(i => $"ollama:m{i}"))], Path.GetTempPath()).Mistakes);

    private async Task<string> AskAsync(string session, string? model) => (await client.Chat.AskAsync(
        session, "What is the quay made of?", new ChatStreamOptions { Model = model }, Cancellation)).Text;

    private async Task<TestServer> StartAsync(string? folder = null, IReadOnlyList<string>? named = null) =>
        await TestServer.StartAsync(
            change: o => o with
            {
                Model = "openai:one",
                Models = named ?? ["openai:two", "openai:one", "extractive"],
                OpenAiBaseUrl = models.BaseUrl,
            },
            dataFolder: folder);

    private static string ModelOf(FakeRequest request) => request.Json.Text("model");
}
