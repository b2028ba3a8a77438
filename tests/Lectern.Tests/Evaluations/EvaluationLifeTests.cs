using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Lectern.Server.Evaluations;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using static Lectern.Tests.Evaluations.EvaluationCalls;

namespace Lectern.Tests.Evaluations;

/// <summary>How evaluations begin and end: cancelled, refused, with their key and with their project.</summary>
public sealed class EvaluationLifeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cancelled_evaluation_asks_nothing_more_and_keeps_what_it_has()
    {
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        var index = (await server.IndexAsync(Guide)).Text("id");
        Answer(model, "The dome opens every Thursday.");
        var id = (await StartAsync(server, "answers", Dome(index, times: 3, concurrency: 1))).Text("id");
        await Patience.UntilAsync(() => model.Calls == 2);

        var ended = await server.PostAsync($"/api/v1/evaluations/{id}/cancel", null);
        Assert.Equal("cancelled", ended.Text("status"));
        Assert.Equal(1, ended.GetProperty("done").GetInt32());
        Assert.Equal(1, ended.GetProperty("answers").GetProperty("said").GetInt32());
        Assert.Equal(2, model.Calls);
        using var removed = await server.Http.DeleteAsync($"/api/v1/evaluations/{id}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using var gone = await server.Http.GetAsync($"/api/v1/evaluations/{id}", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task So_many_run_at_once_and_a_deleted_one_makes_room()
    {
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        var index = (await server.IndexAsync(Guide)).Text("id");
        var ids = new List<string>();
        for (var i = 0; i < EvaluationJobs.MostRunning; i++)
            ids.Add((await StartAsync(server, "answers", Dome(index))).Text("id"));
        using (var refused = await server.Http.PostAsJsonAsync("/api/v1/evaluations/answers", Dome(index), Cancellation))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        using var removed = await server.Http.DeleteAsync($"/api/v1/evaluations/{ids[0]}", Cancellation);
        await StartAsync(server, "answers", Dome(index));
    }

    [Fact]
    public async Task With_its_key_an_evaluation_ends()
    {
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        var index = (await server.IndexAsync(Guide)).Text("id");
        var key = await server.PostAsync("/api/v1/keys", new { name = "for an evening" });
        using var http = new HttpClient { BaseAddress = server.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key.Text("key"));
        using var started = await http.PostAsJsonAsync(
            "/api/v1/evaluations/answers", Dome(index, times: 3, concurrency: 1), Cancellation);
        var id = (await TestServer.JsonOf(started)).Text("id");
        await Patience.UntilAsync(() => model.Calls == 1);
        using var deleted = await server.Http.DeleteAsync($"/api/v1/keys/{key.Text("id")}", Cancellation);
        Answer(model, "Every Thursday.");

        var results = await UntilEndedAsync(server, id);
        Assert.Equal("failed", results.GetProperty("evaluation").Text("status"));
        Assert.Equal("The key that asked for it was deleted.", results.GetProperty("evaluation").Text("error"));
        Assert.Equal(1, model.Calls);
    }

    [Fact]
    public async Task With_its_project_an_evaluation_ends()
    {
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        var made = await server.PostAsync("/api/v1/projects", new { name = "for an evening" });
        var mine = server.Http.DefaultRequestHeaders.Authorization;
        server.Http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", made.GetProperty("admin_key").Text("key"));
        var index = (await server.IndexAsync(Guide)).Text("id");
        await StartAsync(server, "answers", Dome(index, times: 3, concurrency: 1));
        await Patience.UntilAsync(() => model.Calls == 1);

        server.Http.DefaultRequestHeaders.Authorization = mine;
        var project = made.GetProperty("project").Text("id");
        using var deleted = await server.Http.DeleteAsync($"/api/v1/projects/{project}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.True(model.Cancelled.Task.IsCompleted);
        Assert.Equal(1, model.Calls);
        Assert.Empty(server.Services.GetRequiredService<EvaluationJobs>().List(Scope.OfServer(project, "")));
    }

    [Fact]
    public async Task Users_turns_neither_wait_for_an_evaluation_nor_are_refused_because_of_it()
    {
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(
            services => services.AddSingleton<IChatClient>(model),
            options => options with { Limits = new CrowdLimits { Turns = 1, QueuedTurns = 0 } });
        var index = (await server.IndexAsync(Guide)).Text("id");
        var session = await server.SessionAsync(index);
        var id = (await StartAsync(server, "answers", Dome(index, times: 2, concurrency: 1))).Text("id");
        await Patience.UntilAsync(() => model.Calls == 1);
        var asked = server.AskAsync(session, "When does the dome open?");
        await Patience.UntilAsync(() => model.Calls == 2);
        Answer(model, "Every Thursday.", "On Thursdays.");
        await asked;
        await Patience.UntilAsync(() => model.Calls == 3);
        Answer(model, "Thursday.");
        var results = await UntilEndedAsync(server, id);
        Assert.Equal(2, results.GetProperty("evaluation").GetProperty("done").GetInt32());
    }

    [Fact]
    public async Task With_its_session_what_was_asked_again_goes_and_no_more_is_asked()
    {
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        var index = (await server.IndexAsync(Guide)).Text("id");
        var (gone, kept) = (await server.SessionAsync(index), await server.SessionAsync(index));
        Answer(model, "Once.", "Twice.", "Thrice.");
        await server.AskAsync(gone, "First?");
        await server.AskAsync(gone, "Second?");
        await server.AskAsync(kept, "Third?");
        var before = await StartAsync(server, "replays", new { session_ids = (string[])[gone, kept], concurrency = 1 });
        Answer(model, "One.", "Two.", "Three.");
        Assert.Equal(3, (await UntilEndedAsync(server, before.Text("id"))).GetProperty("turns").GetArrayLength());

        var running = await StartAsync(server, "replays", new { session_ids = (string[])[gone, kept], concurrency = 1 });
        await Patience.UntilAsync(() => model.Calls == 7);
        using var deleted = await server.Http.DeleteAsync($"/api/v1/chat/{gone}", Cancellation);
        Answer(model, "One.", "Three.");
        foreach (var id in (string[])[before.Text("id"), running.Text("id")])
        {
            var results = await UntilEndedAsync(server, id);
            Assert.Equal("done", results.GetProperty("evaluation").Text("status"));
            var turn = Assert.Single(results.GetProperty("turns").EnumerateArray());
            Assert.Equal((kept, "Third?"), (turn.Text("session_id"), turn.Text("question")));
        }

        Assert.Equal(8, model.Calls);
    }

    /// <summary>Not among those that are kept any more, it takes its place until nothing of it runs.</summary>
    [Fact]
    public async Task One_that_is_deleted_runs_until_it_has_ended()
    {
        var supervisor = new Supervisor(new ServerProblems(), TimeProvider.System, NullLogger<Supervisor>.Instance);
        var jobs = new EvaluationJobs(supervisor, new Ids(TimeProvider.System), TimeProvider.System);
        var scope = Scope.OfServer("project", "key");
        var end = new TaskCompletionSource();
        EvaluationJob Start() => jobs.Start(scope, "answers", 1, [], _ => end.Task);
        var ids = Enumerable.Range(0, EvaluationJobs.MostRunning).Select(_ => Start().Id).ToList();
        var removed = jobs.RemoveAsync(scope, ids[0]);
        Assert.Throws<ApiException>(() => jobs.Find(scope, ids[0]));
        Assert.Throws<ApiException>(Start);
        await jobs.RemoveAllAsync("another");
        var all = jobs.RemoveAllAsync("project");
        var stopped = jobs.StopAsync(Cancellation);
        Assert.Equal((false, false, false), (removed.IsCompleted, all.IsCompleted, stopped.IsCompleted));
        end.SetResult();
        await Task.WhenAll(removed, all, stopped);
    }

    [Fact]
    public async Task A_project_waits_for_those_too_that_were_deleted_and_have_not_ended()
    {
        var supervisor = new Supervisor(new ServerProblems(), TimeProvider.System, NullLogger<Supervisor>.Instance);
        var jobs = new EvaluationJobs(supervisor, new Ids(TimeProvider.System), TimeProvider.System);
        var scope = Scope.OfServer("project", "key");
        var end = new TaskCompletionSource();
        var job = jobs.Start(scope, "answers", 1, [], _ => end.Task);
        var removed = jobs.RemoveAsync(scope, job.Id);
        var all = jobs.RemoveAllAsync("project");
        Assert.False(all.IsCompleted);
        end.SetResult();
        await Task.WhenAll(removed, all);
    }
}
