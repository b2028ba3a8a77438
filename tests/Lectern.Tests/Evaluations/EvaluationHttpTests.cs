using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lectern.Client;
using Lectern.Server.Evaluations.Pages;
using Lectern.Tests.Client;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using static Lectern.Tests.Evaluations.EvaluationCalls;

namespace Lectern.Tests.Evaluations;

/// <summary>Evaluations over HTTP: what they measure, what they refuse, and that nothing of them is kept elsewhere.</summary>
public sealed class EvaluationHttpTests
{
    private const string Q0 = "questions.0";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_are_judged_and_counted_and_no_list_shows_their_turns()
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.IndexAsync(Guide)).Text("id");
        object[] questions =
        [
            new { question = "How much does the mirror weigh?", answers = (string[])["350 kg", "340 Kilograms"] },
            new { question = "When does the dome open?", answers = (string[])["Thursday"], files = (string[])["other.md"] },
            new { question = "Who painted the Sistine Chapel?", unanswerable = true },
            new { question = "When does the dome open?", unanswerable = true },
        ];
        var started = await StartAsync(server, "answers", new { index_ids = (string[])[index], questions });
        Assert.Equal(4, started.GetProperty("total").GetInt32());
        var results = await UntilEndedAsync(server, started.Text("id"));

        var totals = results.GetProperty("evaluation").GetProperty("answers");
        Assert.Equal("done", results.GetProperty("evaluation").Text("status"));
        (string Name, int Count)[] counts =
        [
            ("questions", 4), ("failed", 0), ("right", 2), ("answerable", 2), ("with_answers", 2), ("said", 2), ("quoted", 2),
            ("quoted_first", 2), ("cited_rightly", 1), ("refused_wrongly", 0), ("unanswerable", 2), ("refused_rightly", 1),
            ("unproved", 0), ("contradicted", 0),
        ];
        Assert.Equal(counts, counts.Select(c => (c.Name, totals.GetProperty(c.Name).GetInt32())));
        Assert.Equal(
            [true, false, true, false],
            results.GetProperty("answers").EnumerateArray().Select(a => a.GetProperty("is_right").GetBoolean()));
        var cited = results.GetProperty("answers")[0].GetProperty("turn").GetProperty("citations")[0];
        Assert.Contains("340 kilograms", cited.Text("quote"), StringComparison.Ordinal);
        Assert.Empty((await server.GetAsync("/api/v1/chat")).GetProperty("items").EnumerateArray());
        var listed = (await server.GetAsync("/api/v1/evaluations")).GetProperty("items");
        Assert.Equal(started.Text("id"), Assert.Single(listed.EnumerateArray()).Text("id"));
    }

    [Fact]
    public async Task The_page_is_HTML_under_a_policy_of_its_own()
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.IndexAsync(Guide)).Text("id");
        var id = (await StartAsync(server, "answers", Dome(index))).Text("id");
        await UntilEndedAsync(server, id);
        using var page = await server.Http.GetAsync($"/api/v1/evaluations/{id}/page", Cancellation);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Equal([PageFrame.SecurityPolicy], page.Headers.GetValues("Content-Security-Policy"));
        var html = await page.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("When does the dome open?", html, StringComparison.Ordinal);
        Assert.Contains("<blockquote dir=\"auto\">The dome opens every Thursday.</blockquote>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_says_what_changed_since_the_documents_did()
    {
        await using var server = await TestServer.StartAsync();
        var old = (await server.IndexAsync(Guide)).Text("id");
        var text = Encoding.UTF8.GetString(Guide.Content).Replace("340", "360", StringComparison.Ordinal);
        var heavier = Encoding.UTF8.GetBytes(text);
        var changed = (await server.IndexAsync((Guide.Name, heavier))).Text("id");
        var session = await server.SessionAsync(old);
        await server.AskAsync(session, "How much does the mirror weigh?");
        await server.AskAsync(session, "When does the dome open?");
        await server.SessionAsync(old);

        var again = await StartAsync(server, "replays", new { index_id = old });
        var same = await UntilEndedAsync(server, again.Text("id"));
        Assert.Equal(0, same.GetProperty("evaluation").GetProperty("replay").GetProperty("changed").GetInt32());
        Assert.All(
            same.GetProperty("turns").EnumerateArray(),
            t => Assert.Equal(t.GetProperty("then").Text("text"), t.GetProperty("now").Text("text")));

        var elsewhere = await StartAsync(
            server, "replays", new { session_ids = (string[])[session], index_ids = (string[])[changed] });
        var other = await UntilEndedAsync(server, elsewhere.Text("id"));
        var turns = other.GetProperty("turns").EnumerateArray().ToList();
        Assert.Equal([1, 2], turns.Select(t => t.GetProperty("number").GetInt32()));
        Assert.Equal(["text", "citations"], Strings(turns[0].GetProperty("changes")).Except(["slower", "faster"]));
        Assert.Empty(Strings(turns[1].GetProperty("changes")).Except(["slower", "faster"]));
        Assert.Contains("360 kilograms", turns[0].GetProperty("now").Text("text"), StringComparison.Ordinal);
        Assert.Contains("340 kilograms", turns[0].GetProperty("then").Text("text"), StringComparison.Ordinal);
        Assert.Equal(2, (await server.GetAsync("/api/v1/chat")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_replay_asks_the_chats_own_index_too_and_goes_on_without_those_that_are_gone()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var (gone, next) = (await server.IndexAsync(Guide), await server.IndexAsync(Guide));
        var session = (await server.PostAsync(
            "/api/v1/chat", new { index_ids = (string[])[gone.Text("id"), next.Text("id")] })).Text("session_id");
        var own = await client.Chats.MakeIndexAsync(session, Cancellation);
        using var content = new MemoryStream("The zebra of the harbour is called Amalie."u8.ToArray());
        await client.Directories.Files.UploadAsync(
            own.SourceDirectoryId, new FileUpload(content, "secret.md"), cancellationToken: Cancellation);
        await client.Indexes.SyncAndWaitAsync(own.Id, cancellationToken: Cancellation);
        await server.AskAsync(session, "What is the zebra of the harbour called?");
        await client.Indexes.DeleteAsync(gone.Text("id"), Cancellation);

        foreach (var asked in (object[])[
            new { session_ids = (string[])[session] },
            new { index_id = gone.Text("id"), index_ids = (string[])[next.Text("id")] },
            new { index_id = next.Text("export_config_id") }])
        {
            var started = await StartAsync(server, "replays", asked);
            var results = await UntilEndedAsync(server, started.Text("id"));
            var now = Assert.Single(results.GetProperty("turns").EnumerateArray()).GetProperty("now");
            Assert.Contains("Amalie", now.Text("text"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Questions_that_are_too_long_together_are_refused()
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.IndexAsync(Guide)).Text("id");
        var question = new { question = new string('x', 32_000), unanswerable = true };
        foreach (var (times, status) in (IEnumerable<(int, HttpStatusCode)>)[
            (63, HttpStatusCode.UnprocessableEntity), (1, HttpStatusCode.Accepted)])
        {
            using var response = await server.Http.PostAsJsonAsync(
                "/api/v1/evaluations/answers",
                new { index_ids = (string[])[index], questions = Enumerable.Repeat(question, times), model = "extractive" },
                Cancellation);
            Assert.Equal(status, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_replayed_question_has_the_new_answers_before_it()
    {
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        var session = await server.SessionAsync((await server.IndexAsync(Guide)).Text("id"));
        Answer(model, "An old answer.", "Another old answer.");
        await server.AskAsync(session, "First?");
        await server.AskAsync(session, "Second?");

        Answer(model, "A new answer.", "Another new answer.");
        var started = await StartAsync(server, "replays", new { session_ids = (string[])[session] });
        var results = await UntilEndedAsync(server, started.Text("id"));
        Assert.Equal("Another new answer.", results.GetProperty("turns")[1].GetProperty("now").Text("text"));
        var told = string.Join('\n', model.Asked.Select(m => m.Text));
        Assert.Contains("A new answer.", told, StringComparison.Ordinal);
        Assert.DoesNotContain("old answer", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answerer_that_quotes_can_be_asked_beside_a_model()
    {
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        var index = (await server.IndexAsync(Guide)).Text("id");
        var started = await StartAsync(server, "answers", Dome(index, model: "extractive"));
        var results = await UntilEndedAsync(server, started.Text("id"));
        Assert.True(results.GetProperty("answers")[0].GetProperty("quoted").GetBoolean());
        Assert.Equal(0, model.Calls);
    }

    [Fact]
    public async Task Another_project_finds_none_of_it()
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.IndexAsync(Guide)).Text("id");
        var session = await server.SessionAsync(index);
        await server.AskAsync(session, "When does the dome open?");
        var id = (await StartAsync(server, "answers", Dome(index))).Text("id");
        using var stranger = await OtherProject.JoinAsync(server);
        foreach (var (method, path, body) in (IEnumerable<(HttpMethod, string, object?)>)[
            (HttpMethod.Get, $"/{id}", null), (HttpMethod.Get, $"/{id}/page", null), (HttpMethod.Post, $"/{id}/cancel", null),
            (HttpMethod.Delete, $"/{id}", null), (HttpMethod.Post, "/answers", Dome(index)),
            (HttpMethod.Post, "/replays", new { session_ids = (string[])[session] }),
            (HttpMethod.Post, "/replays", new { index_id = index })])
        {
            using var request = new HttpRequestMessage(method, $"/api/v1/evaluations{path}")
            {
                Content = body is null ? null : JsonContent.Create(body),
            };
            using var response = await stranger.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        var theirs = await stranger.GetStringAsync("/api/v1/evaluations", Cancellation);
        Assert.Equal("""{"items":[]}""", theirs);
        await UntilEndedAsync(server, id);
    }

    [Theory]
    [InlineData("answers", """{"index_ids":[],"questions":[{"question":"x","unanswerable":true}]}""", "index_ids")]
    [InlineData("answers", """{"index_ids":["i"],"questions":[]}""", "questions")]
    [InlineData("answers", """{"index_ids":["i"],"questions":[{"question":"x"}]}""", "questions.0")]
    [InlineData("answers", """{"index_ids":["i"],"questions":[null]}""", "questions.0")]
    [InlineData("answers", """{"index_ids":["i"],"questions":[{"question":"","answers":["a"]}]}""", "questions.0.question")]
    [InlineData("answers", """{"index_ids":["i"],"questions":[{"question":"x","answers":[""]}]}""", "questions.0.answers.0")]
    [InlineData("answers", """{"index_ids":["i"],"questions":[{"question":"x","answers":["a"],"unanswerable":true}]}""", Q0)]
    [InlineData("answers", """{"index_ids":["i"],"questions":[{"question":"x","files":["a"]}],"model":"gpt"}""", "model")]
    [InlineData("replays", """{}""", "session_ids")]
    [InlineData("replays", """{"session_ids":["a"],"index_id":"b"}""", "session_ids")]
    [InlineData("replays", """{"session_ids":["a"],"concurrency":9}""", "concurrency")]
    public async Task What_cannot_be_asked_is_told_with_its_place(string kind, string body, string place)
    {
        await using var server = await TestServer.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync($"/api/v1/evaluations/{kind}", content, Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var detail = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail");
        var loc = detail[0].GetProperty("loc").EnumerateArray().Skip(1).Select(l => l.ToString());
        Assert.Equal(place, string.Join('.', loc));
    }
}
