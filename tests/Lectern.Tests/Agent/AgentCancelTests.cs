using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Tests.Fakes;
using Xunit;
using static Lectern.FakeModel.FakeFrame;

namespace Lectern.Tests.Agent;

public sealed class AgentCancelTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_cancel_closes_the_models_connection_and_keeps_what_was_said()
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Stream(Usage(10, 1), FakeFrame.Text("24 "), FakeFrame.Text("mon"), Stall));
        using var cancel = new CancellationTokenSource();
        run.Written = e =>
        {
            if (e is TextDeltaEvent { Content: "mon" })
                cancel.CancelAfter(50);
        };
        var outcome = await run.AskAsync(cancellationToken: cancel.Token).WaitAsync(Soon, TestContext.Current.CancellationToken);
        await run.Server.Requests[0].Disconnected.WaitAsync(Soon, TestContext.Current.CancellationToken);
        Assert.Equal(["text_delta 24 ", "text_delta mon", "text 24 mon"], run.Lines);
        Assert.Equal(new AgentOutcome(null, new AgentUsage(1, 10, 1) { Unproved = 1 }), outcome);
    }

    [Fact]
    public async Task A_cancel_before_the_first_word_closes_the_connection_too()
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Stream(Stall));
        using var cancel = new CancellationTokenSource();
        var asking = run.AskAsync(cancellationToken: cancel.Token);
        while (run.Server.Requests.Count == 0)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        Assert.Null((await asking.WaitAsync(Soon, TestContext.Current.CancellationToken)).Error);
        await run.Server.Requests[0].Disconnected.WaitAsync(Soon, TestContext.Current.CancellationToken);
        Assert.Empty(run.Events);
    }

    [Fact]
    public async Task A_cancel_ends_a_tool_that_runs()
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Calls(("a", "retrieve", """{"query":"x"}""")));
        using var cancel = new CancellationTokenSource();
        run.Files.Before = async (_, token) =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        };
        var outcome = await run.AskAsync(cancellationToken: cancel.Token).WaitAsync(Soon, TestContext.Current.CancellationToken);
        Assert.Equal(new AgentOutcome(null, new AgentUsage(1, 10, 5)), outcome);
        Assert.Single(run.Server.Requests);
    }

    [Fact]
    public async Task A_fault_of_the_log_is_not_blamed_on_the_model()
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Text("Hi"));
        run.Written = _ => throw new InvalidOperationException("the disk is full");
        await Assert.ThrowsAsync<InvalidOperationException>(() => run.AskAsync());
    }
}
