using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Lectern.Server.Evaluations;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
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
        await UntilAsync(() => model.Calls == 2);

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
        await UntilAsync(() => model.Calls == 1);
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
        await UntilAsync(() => model.Calls == 1);

        server.Http.DefaultRequestHeaders.Authorization = mine;
        var project = made.GetProperty("project").Text("id");
        using var deleted = await server.Http.DeleteAsync($"/api/v1/projects/{project}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.True(model.Cancelled.Task.IsCompleted);
        Assert.Equal(1, model.Calls);
        Assert.Empty(server.Services.GetRequiredService<EvaluationJobs>().List(Server.Platform.Scope.OfServer(project, "")));
    }
}
