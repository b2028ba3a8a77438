using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Lectern.Server.Platform.Diagnostics;
using Lectern.Tests.Agent;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Platform.Diagnostics;

/// <summary>What the server tells to who listens to its spans and its meter.</summary>
public sealed class SpanTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ActivityListener listener;

    public SpanTests()
    {
        listener = new ActivityListener
        {
            // The web server's own spans carry the caller's trace to the turn's.
            ShouldListenTo = s => s.Name is Telemetry.Name or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task A_turn_shows_its_steps_its_model_its_tools_its_search_and_its_log()
    {
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync(("harbour.md", "The quay of Halden is made of granite from Idd."u8.ToArray()));
        var session = await server.SessionAsync(index.Text("id"));
        using var caller = new Activity("caller").Start();
        await server.AskAsync(session, "What is the quay of Halden made of?");
        var spans = await UntilAsync(s => s.TraceId == caller.TraceId, Spans.Turn);

        var turn = Assert.Single(spans, s => s.OperationName == Spans.Turn);
        Assert.Equal(
            [
                (Spans.Operation, "invoke_agent"), (Spans.SessionId, session), (Spans.Steps, "2"), (Spans.InputTokens, "0"),
                (Spans.OutputTokens, "0"), (Spans.Outcome, "answered"),
            ],
            turn.TagObjects.Select(t => (t.Key, $"{t.Value}")));
        Assert.Equal(2, Under(turn, Spans.Step).Count);
        Assert.Single(Under(turn, Spans.TurnWait));
        var search = Assert.Single(Under(Assert.Single(Under(Under(turn, Spans.Step)[0], Spans.Tool)), Spans.Search));
        Assert.Single(Under(search, Spans.SearchWords));
        Assert.Empty(Under(search, Spans.SearchVectors));
        Assert.All(
            Under(turn, Spans.Step),
            s => Assert.Single(Assert.Single(Under(s, Spans.Model)).Events, e => e.Name == Spans.First));
        Assert.Contains(spans, s => s.OperationName == Spans.Proof);
        Assert.All(
            Under(turn, Spans.Step).SelectMany(s => Under(s, Spans.Model)),
            m => Assert.Equal((ActivityKind.Client, "chat"), (m.Kind, m.GetTagItem(Spans.Operation))));
        Assert.Equal(
            ["stop", "text", "text_delta", "tool_call", "tool_result"],
            spans.Where(s => s.OperationName == Spans.LogWrite)
                .Select(s => $"{s.GetTagItem(Spans.EventType)}").Distinct().Order());

        List<Activity> Under(Activity parent, string name) =>
            [.. spans.Where(s => s.ParentSpanId == parent.SpanId && s.OperationName == name)];
    }

    [Fact]
    public async Task A_sync_shows_its_stages_and_its_files()
    {
        await using var server = await TestServer.StartAsync();
        var made = await server.IndexAsync(("a.md", "A quay."u8.ToArray()), ("b.pdf", "%PDF-1.7 and no more"u8.ToArray()));
        var index = made.Text("id");
        bool IsMine(Activity s) => Root(s).GetTagItem(Spans.IndexId) as string == index;
        var spans = await UntilAsync(IsMine, Spans.Sync);
        Assert.Equal(2, Assert.Single(spans, s => s.OperationName == Spans.Sync).GetTagItem(Spans.Files));
        Assert.Equal(
            ["markdown read", "pdf failed"],
            spans.Where(s => s.OperationName == Spans.SyncFile)
                .Select(s => $"{s.GetTagItem(Spans.Format)} {s.GetTagItem(Spans.Outcome)}").Order());
        Assert.Single(spans, s => s.OperationName == Spans.SyncPlan);
        // On a slow machine what is read is swapped in by a step before the end.
        Assert.Contains(spans, s => s.OperationName == Spans.SyncWrite);
    }

    [Fact]
    public async Task A_turn_that_is_kept_nowhere_shows_as_much_as_one_that_is()
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.IndexAsync(("harbour.md", "The quay of Halden is made of granite."u8.ToArray()))).Text("id");
        using var caller = new Activity("caller").Start();
        object[] messages = [new { role = "user", content = "What is the quay of Halden made of?" }];
        await server.PostAsync("/v1/chat/completions", new { model = index, messages });
        var spans = await UntilAsync(s => s.TraceId == caller.TraceId, Spans.Turn);
        var turn = Assert.Single(spans, s => s.OperationName == Spans.Turn);
        Assert.Equal(
            ("invoke_agent", 2, "answered"),
            (turn.GetTagItem(Spans.Operation), turn.GetTagItem(Spans.Steps), turn.GetTagItem(Spans.Outcome)));
        foreach (var name in (string[])[Spans.TurnWait, Spans.Step, Spans.Model, Spans.Tool, Spans.Search, Spans.Proof])
            Assert.Contains(spans, s => s.OperationName == name);
    }

    [Fact]
    public async Task A_model_that_ended_without_an_answer_shows_as_one_that_failed()
    {
        using var model = new ScriptedChatClient([], ChatFinishReason.ContentFilter);
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        var index = (await server.IndexAsync(("harbour.md", "The quay is made of granite."u8.ToArray()))).Text("id");
        using var caller = new Activity("caller").Start();
        await server.AskAsync(await server.SessionAsync(index), "Anything?");
        var spans = await UntilAsync(s => s.TraceId == caller.TraceId, Spans.Turn);
        var call = Assert.Single(spans, s => s.OperationName == Spans.Model);
        Assert.Equal((ActivityStatusCode.Error, "model_fault"), (call.Status, call.GetTagItem(Spans.ErrorType)));
    }

    [Fact]
    public async Task A_model_that_is_cut_off_shows_so()
    {
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        var index = (await server.IndexAsync(("harbour.md", "The quay is made of granite."u8.ToArray()))).Text("id");
        using var caller = new Activity("caller").Start();
        var session = await server.SessionAsync(index);
        var asked = server.AskAsync(session, "Anything?");
        await Patience.UntilAsync(() => model.Calls == 1);
        await server.PostAsync($"/api/v1/chat/{session}/messages/cancel", null);
        await asked;
        var spans = await UntilAsync(s => s.TraceId == caller.TraceId, Spans.Turn);
        Assert.Equal("cut_off", Assert.Single(spans, s => s.OperationName == Spans.Model).GetTagItem(Spans.ErrorType));
    }

    [Fact]
    public async Task No_span_holds_a_word_of_a_question_a_document_or_a_name()
    {
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync(("canaryfile.md", "The canaryword is made of granite from Idd."u8.ToArray()));
        var session = await server.SessionAsync(index.Text("id"));
        await server.AskAsync(session, "What is the canaryword of canaryperson made of?");
        await UntilAsync(s => s.GetTagItem(Spans.SessionId) as string == session, Spans.Turn);
        var told = ended.Where(s => s.Source.Name == Telemetry.Name)
            .SelectMany(s => s.TagObjects.Concat(s.Events.SelectMany(e => e.Tags)).Select(t => $"{t.Key}={t.Value}")
                .Concat(s.Events.Select(e => e.Name)).Append(s.DisplayName).Append(s.StatusDescription ?? ""))
            .ToList();
        Assert.True(told.Count > 20, $"{told.Count} were told");
        Assert.DoesNotContain(told, t => t.Contains("canary", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_meter_has_the_instruments_that_the_operators_guide_names()
    {
        var found = new ConcurrentDictionary<string, bool>();
        using var meters = new MeterListener { InstrumentPublished = (i, _) => found.TryAdd($"{i.Meter.Name} {i.Name}", true) };
        meters.Start();
        await using var server = await TestServer.StartAsync();
        await server.AskAsync(await server.SessionAsync("idx-none"), "Anything?");
        foreach (var name in (string[])["running", "queued", "wait", "refused"])
            Assert.Contains($"Lectern lectern.turns.{name}", found.Keys);
    }

    private static Activity Root(Activity span)
    {
        while (span.Parent is { } parent && parent.Source.Name == Telemetry.Name)
            span = parent;
        return span;
    }

    /// <summary>Waits until a span of that name has ended; returns those that have.</summary>
    private async Task<List<Activity>> UntilAsync(Func<Activity, bool> isMine, string name)
    {
        await Patience.UntilAsync(() => ended.Any(s => s.OperationName == name && isMine(s)));
        return [.. ended.Where(s => s.Source.Name == Telemetry.Name && isMine(s))];
    }
}
