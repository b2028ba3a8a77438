using System.Text.Json;
using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Chat;
using Lectern.Server.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Storage.Contract;

/// <summary>Servers that share a store, and who of them runs a turn.</summary>
public abstract class TurnLeasesContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private static readonly TimeSpan Gone = TimeSpan.FromSeconds(7);

    private string session = "";

    private ITurnLog Log => Get<ITurnLog>();

    private ITurnLeases Leases => Get<ITurnLeases>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        session = await SessionAsync();
    }

    [Fact]
    public async Task A_turn_of_which_nothing_was_shown_goes_on_where_its_owner_is_gone()
    {
        var work = await AskElsewhereAsync();
        Assert.False(Leases.IsAnyLeft());
        Assert.Empty((await Leases.TakeOverAsync(Cancellation)).ToRun);
        Time.Advance(Gone);
        Assert.True(Leases.IsAnyLeft());
        var taken = Assert.Single((await Leases.TakeOverAsync(Cancellation)).ToRun);
        Assert.Equal((2L, "Hello", 1L, work.StartedAt), (taken.Lease.Epoch, taken.Prompt, taken.LastSequence, taken.StartedAt));
        Assert.Equal(Scope.KeyId, taken.Scope.KeyId);
        Assert.False(Leases.IsAnyLeft());
        await Assert.ThrowsAsync<TurnLostException>(
            () => Log.AppendAsync(work.Lease, LoggedEvent.Of(2, new TextDeltaEvent("late")), Cancellation));
    }

    [Fact]
    public async Task A_turn_goes_on_with_the_model_that_it_began_with()
    {
        var elsewhere = (await ServerAsync("elsewhere")).GetRequiredService<ITurnStart>();
        var request = new TurnRequest([], "Hello", false, null, false, "openai:a");
        Assert.IsType<StartOutcome.Started>(await elsewhere.AcceptAsync(Scope, session, request, null, Cancellation));
        Time.Advance(Gone);
        Assert.Equal("openai:a", Assert.Single((await Leases.TakeOverAsync(Cancellation)).ToRun).Model);
    }

    [Fact]
    public async Task The_stop_of_a_turn_that_does_not_go_on_names_its_sessions_model()
    {
        var elsewhere = (await ServerAsync("elsewhere")).GetRequiredService<ITurnStart>();
        var request = new TurnRequest([], "Hello", false, null, false, "openai:a");
        var work = Assert.IsType<StartOutcome.Started>(
            await elsewhere.AcceptAsync(Scope, session, request, null, Cancellation)).Work;
        await Log.AppendAsync(work.Lease, LoggedEvent.Of(2, new TextDeltaEvent("so far")), Cancellation);
        Time.Advance(Gone);
        Assert.Equal(1, (await Leases.TakeOverAsync(Cancellation)).Ended);
        var stop = Assert.IsType<StopEvent>(LoggedEvent.FromJson(Log.ReadHistory(Scope, session)[^1].Json));
        Assert.Equal(("openai:a", true), (stop.Model, stop.IsError));
    }

    [Fact]
    public async Task A_turn_goes_on_after_its_last_whole_step_with_what_that_used()
    {
        var work = await AskElsewhereAsync();
        var nothing = JsonSerializer.SerializeToElement(new { });
        await Log.NoteUsageAsync(work.Lease, new AgentUsage(1, 10, 5), Time.GetUtcNow(), Cancellation);
        await Log.AppendAsync(work.Lease, LoggedEvent.Of(2, new ToolCallEvent("retrieve", "a", nothing)), Cancellation);
        await Log.AppendAsync(work.Lease, LoggedEvent.Of(3, new ToolResultEvent("retrieve", "a", nothing, null)), Cancellation);
        Time.Advance(Gone);
        var taken = Assert.Single((await Leases.TakeOverAsync(Cancellation)).ToRun);
        Assert.Equal((3L, new AgentUsage(1, 10, 5)), (taken.LastSequence, taken.Used));
    }

    [Fact]
    public async Task A_turn_goes_on_behind_its_last_event_also_when_deltas_before_it_became_one()
    {
        var work = await AskElsewhereAsync();
        var nothing = JsonSerializer.SerializeToElement(new { });
        for (var i = 2; i <= 4; i++)
            await Log.AppendAsync(work.Lease, LoggedEvent.Of(i, new TextDeltaEvent("look ")), Cancellation);
        var whole = LoggedEvent.Of(5, new TextEvent("look look look ", []));
        await Log.AppendWholeAsync(work.Lease, whole, [5, 5, 5], Cancellation);
        await Log.AppendAsync(work.Lease, LoggedEvent.Of(6, new ToolCallEvent("retrieve", "a", nothing)), Cancellation);
        await Log.AppendAsync(work.Lease, LoggedEvent.Of(7, new ToolResultEvent("retrieve", "a", nothing, null)), Cancellation);
        Time.Advance(Gone);
        Assert.Equal(7, Assert.Single((await Leases.TakeOverAsync(Cancellation)).ToRun).LastSequence);
    }

    [Fact]
    public async Task A_turn_in_the_middle_of_its_words_ends_and_keeps_them()
    {
        var work = await AskElsewhereAsync();
        await Log.AppendAsync(work.Lease, LoggedEvent.Of(2, new TextDeltaEvent("so far")), Cancellation);
        Time.Advance(Gone);
        var taken = await Leases.TakeOverAsync(Cancellation);
        Assert.Equal((0, 1), (taken.ToRun.Count, taken.Ended));
        var history = Log.ReadHistory(Scope, session).Select(e => LoggedEvent.FromJson(e.Json)).ToList();
        Assert.Equal("so far", Assert.IsType<TextEvent>(history[1]).Content);
        Assert.Contains("restarted", Assert.IsType<StopEvent>(history[2]).Error, StringComparison.Ordinal);
        Assert.False(Log.IsRunning(Scope, session, 1));
    }

    [Fact]
    public async Task A_cancel_reaches_the_owner_and_outlives_it()
    {
        var elsewhere = await ServerAsync("elsewhere");
        var work = await AskAsync(elsewhere.GetRequiredService<ITurnStart>(), session);
        Assert.Null(await Leases.CancelAsync(Stranger, session, Cancellation));
        Assert.Equal(1, await Leases.CancelAsync(Scope, session, Cancellation));
        Assert.Equal([work.Lease], elsewhere.GetRequiredService<ITurnLeases>().Cancelled());
        Assert.Empty(Leases.Cancelled());
        Assert.True(Log.IsRunning(Scope, session, 1));
        Assert.False(Log.IsRunning(Stranger, session, 1));
        Time.Advance(Gone);
        Assert.Equal(1, (await Leases.TakeOverAsync(Cancellation)).Ended);
        var stop = (StopEvent)LoggedEvent.FromJson(Log.ReadHistory(Scope, session)[^1].Json);
        Assert.Equal((true, false), (stop.Cancelled, stop.IsError));
        Assert.Null(await Leases.CancelAsync(Scope, session, Cancellation));
    }

    [Fact]
    public async Task A_turn_that_three_owners_did_not_survive_ends_with_a_sentence()
    {
        await AskElsewhereAsync();
        for (var i = 2; i <= 3; i++)
        {
            Time.Advance(Gone);
            var next = (await ServerAsync($"server {i}")).GetRequiredService<ITurnLeases>();
            Assert.Equal(i, Assert.Single((await next.TakeOverAsync(Cancellation)).ToRun).Lease.Epoch);
        }

        Time.Advance(Gone);
        Assert.Equal(1, (await Leases.TakeOverAsync(Cancellation)).Ended);
        var stop = (StopEvent)LoggedEvent.FromJson(Log.ReadHistory(Scope, session)[^1].Json);
        Assert.Contains("ended 3 times", stop.Error, StringComparison.Ordinal);
    }

    private async Task<TurnWork> AskElsewhereAsync() =>
        await AskAsync((await ServerAsync("elsewhere")).GetRequiredService<ITurnStart>(), session);
}
