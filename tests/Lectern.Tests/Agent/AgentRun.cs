using System.Text.Json;
using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Agent.Models;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lectern.Tests.Agent;

/// <summary>An agent over a fake model server (or another model) and a few files, and what it wrote.</summary>
internal sealed class AgentRun : ITurnWriter, IAsyncDisposable
{
    private readonly List<ChatEvent> events = [];

    private AgentRun(FakeModelServer server) => Server = server;

    public FakeModelServer Server { get; }

    public FakeRetrieval Files { get; } = new FakeRetrieval()
        .Add("idx-1", "dfl-1", "pumps.txt", "Pumps are described here.\n\nThe warranty of the X200 pump is 24 months.")
        .Add("idx-1", "dfl-2", "valves.txt", "A valve closes the pipe.")
        .Add("idx-secret", "dfl-9", "secret.txt", "The secret warranty word is xyzzy.");

    public AgentLimits Limits { get; set; } = new();

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public IReadOnlyList<ChatEvent> History { get; set; } = [];

    public IReadOnlyList<TurnIndex> Indexes { get; set; } = [new TurnIndex("idx-1", "cfg-1", "Manuals")];

    public IReadOnlyList<string> Skipped { get; set; } = [];

    public IReadOnlyList<ChatEvent> SoFar { get; set; } = [];

    public AgentUsage Used { get; set; } = AgentUsage.None;

    /// <summary>What was kept when a step had ended.</summary>
    public List<AgentUsage> Kept { get; } = [];

    /// <summary>Used in place of the fake server's.</summary>
    public IChatClient? Model { get; set; }

    public string? Key { get; set; } = "sk-test-0123456789";

    /// <summary>Called with every event once it is written.</summary>
    public Action<ChatEvent> Written { get; set; } = _ => { };

    public IReadOnlyList<ChatEvent> Events => events;

    /// <summary>One line for each event: its type and what it holds.</summary>
    public IReadOnlyList<string> Lines => [.. events.Select(Line)];

    public static async Task<AgentRun> StartAsync(params FakeReply[] replies)
    {
        var run = new AgentRun(await FakeModelServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken));
        run.Server.Enqueue(replies);
        return run;
    }

    public Task<AgentOutcome> AskAsync(string prompt = "How long is the warranty?", CancellationToken? cancellationToken = null)
    {
        var model = Model ?? Make(Options(Server.BaseUrl));
        var agent = new DocumentAgent(model, Files, Limits, Time, NullLogger<DocumentAgent>.Instance);
        var turn = new AgentTurn(
            new Scope("p", "o", "k"), "ses-1", prompt, Indexes, Skipped, History, SoFar, Used);
        return agent.RunAsync(turn, this, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    /// <summary>The model that the options name, without vectors.</summary>
    public static IChatClient Make(LecternOptions options) =>
        ChatModels.Create(options.Model, options, DecidedModels.None);

    public LecternOptions Options(string baseUrl) => new([], "", null, null, "openai:fake", Key, baseUrl, 1, null);

    /// <summary>What the model was sent in its nth request.</summary>
    public IReadOnlyList<JsonElement> Sent(int request) =>
        [.. Server.Requests[request].Json.GetProperty("messages").EnumerateArray()];

    public JsonElement Result(int number = 0) => events.OfType<ToolResultEvent>().ElementAt(number).Result;

    public ValueTask AppendAsync(ChatEvent chatEvent, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        events.Add(chatEvent);
        Written(chatEvent);
        return ValueTask.CompletedTask;
    }

    public ValueTask StepEndedAsync(AgentUsage used)
    {
        Kept.Add(used);
        return ValueTask.CompletedTask;
    }

    public ValueTask CitedAsync(Citation citation) => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();

    private static string Line(ChatEvent e) => e switch
    {
        TextDeltaEvent d => $"text_delta {d.Content}",
        ThinkingDeltaEvent d => $"thinking_delta {d.Content}",
        TextEvent t => $"text {t.Content}",
        ThinkingEvent t => $"thinking {t.Content}",
        ToolCallEvent c => $"tool_call {c.CallId} {c.Name} {c.Arguments.GetRawText()}",
        ToolResultEvent r => $"tool_result {r.CallId} {r.Name}",
        _ => e.Type,
    };
}
