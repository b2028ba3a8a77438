using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Chat;
using Lectern.Server.Platform;

namespace Lectern.Tests.Storage.Contract;

/// <summary>The log of turns: leases, wholes in place of their deltas, and readers on another machine.</summary>
public abstract class TurnLogContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private TurnLease lease = null!;

    private ITurnLog Log => Get<ITurnLog>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        lease = (await AskAsync(await SessionAsync())).Lease;
    }

    [Fact]
    public async Task A_former_owner_can_append_nothing_more()
    {
        await AppendAsync(2, new TextDeltaEvent("mine"));
        var former = lease with { Epoch = lease.Epoch - 1 };
        await Assert.ThrowsAsync<TurnLostException>(
            () => Log.AppendAsync(former, LoggedEvent.Of(3, new TextDeltaEvent("late")), Cancellation));
        await Assert.ThrowsAsync<TurnLostException>(
            () => Log.AppendWholeAsync(former, LoggedEvent.Of(3, new TextEvent("mine", [])), [4], Cancellation));
        await Assert.ThrowsAsync<TurnLostException>(() => FinishAsync(former));
        await Log.NoteUsageAsync(former, new AgentUsage(9, 9, 9), Time.GetUtcNow(), Cancellation);
        Assert.Equal(0, Get<IUsageLedger>().OfSession(Scope, lease.SessionId).Steps);
        Assert.Equal([1L, 2L], Frames(position: 0).Select(f => f.Sequence));
        Assert.True(Log.IsRunning(Scope, lease.SessionId, lease.FirstSequence));
    }

    [Fact]
    public async Task A_turn_of_a_deleted_session_is_lost()
    {
        await Get<ISessions>().DeleteAsync(Scope, lease.SessionId, Cancellation);
        await Assert.ThrowsAsync<TurnLostException>(() => AppendAsync(2, new TextDeltaEvent("late")));
        await Assert.ThrowsAsync<TurnLostException>(() => FinishAsync(lease));
    }

    [Fact]
    public async Task An_interrupted_text_keeps_the_citations_whose_marks_were_shown()
    {
        await Log.NoteCitationAsync(lease, Cited("[1]", 5), Cancellation);
        await Log.NoteCitationAsync(lease, Cited("[3]", 8), Cancellation);
        await AppendAsync(2, new TextDeltaEvent("Stone[1][3] and"));
        await Log.NoteCitationAsync(lease, Cited("[2]", 15), Cancellation);
        await Log.NoteCitationAsync(lease, Cited("[2]", 25), Cancellation);
        var text = (TextEvent)LoggedEvent.FromJson((await FinishAsync(lease))[0].Json);
        Assert.Equal("Stone[1][3] and", text.Content);
        Assert.Equal(["[1]", "[3]"], text.Citations.Select(c => c.Marker));
    }

    [Fact]
    public async Task A_text_that_is_whole_leaves_no_citations_to_the_next_one()
    {
        await Log.NoteCitationAsync(lease, Cited("[1]", 5), Cancellation);
        await AppendAsync(2, new TextDeltaEvent("Stone[1]"));
        await Log.AppendWholeAsync(
            lease, LoggedEvent.Of(3, new TextEvent("Stone[1]", [Cited("[1]", 5)])), [8], Cancellation);
        await AppendAsync(4, new TextDeltaEvent("Stone[1] again"));
        Assert.Empty(((TextEvent)LoggedEvent.FromJson((await FinishAsync(lease))[0].Json)).Citations);
    }

    [Fact]
    public async Task A_citation_of_a_former_owner_does_not_count()
    {
        await Log.NoteCitationAsync(lease with { Epoch = 2 }, Cited("[1]", 5), Cancellation);
        await AppendAsync(2, new TextDeltaEvent("Stone[1]"));
        Assert.Empty(((TextEvent)LoggedEvent.FromJson((await FinishAsync(lease))[0].Json)).Citations);
    }

    [Fact]
    public async Task A_long_log_is_read_in_parts()
    {
        for (var i = 2; i <= 6; i++)
            await AppendAsync(i, new TextEvent(new string('x', 50_000), []));
        var first = Log.ReadAfter(Scope, lease.SessionId, 0);
        Assert.InRange(first.Count, 2, 5);
        var second = Log.ReadAfter(Scope, lease.SessionId, first[^1].Sequence);
        Assert.Equal([1L, 2, 3, 4, 5, 6], first.Concat(second).Select(r => r.Sequence));
        Assert.Empty(Log.ReadAfter(Scope, lease.SessionId, 6));
    }

    [Fact]
    public async Task The_latest_turn_says_where_it_began_and_whether_it_runs()
    {
        Assert.Equal(new LatestTurn { FirstSequence = 1, LastSequence = null, End = 1 }, Log.FindLatest(Scope, lease.SessionId));
        await FinishAsync(lease);
        Assert.Equal(new LatestTurn { FirstSequence = 1, LastSequence = 2, End = 2 }, Log.FindLatest(Scope, lease.SessionId));
        Assert.False(Log.IsRunning(Scope, lease.SessionId, 1));
        Assert.NotNull(Get<ISessions>().Find(Scope, lease.SessionId)?.JobMetadata);
        Assert.Null(Log.FindLatest(Scope, await SessionAsync()));
    }

    [Fact]
    public async Task A_turn_is_found_and_read_by_its_first_number_alone()
    {
        var began = Time.GetUtcNow();
        await AppendAsync(2, new TextDeltaEvent("open"));
        Assert.Equal(
            new LoggedTurn { FirstSequence = 1, StartedAt = began.ToUnixTimeMilliseconds() },
            Log.FindTurn(Scope, lease.SessionId, 1));
        Assert.Equal(["user_input"], Log.ReadTurn(Scope, lease.SessionId, 1).Select(e => e.Type));
        await FinishAsync(lease);
        Time.Advance(TimeSpan.FromHours(1));
        var next = await AnswerAsync(lease.SessionId, "And then?", "Nothing.");
        var third = (await AskAsync(lease.SessionId, "Sure?")).Lease.FirstSequence;
        var first = next.Lease.FirstSequence;
        Assert.Equal(
            new LoggedTurn
            {
                FirstSequence = first,
                LastSequence = first + 2,
                StartedAt = began.AddHours(1).ToUnixTimeMilliseconds(),
                PreviousFirst = 1,
            },
            Log.FindTurn(Scope, lease.SessionId, first));
        Assert.Equal(first, Log.FindTurn(Scope, lease.SessionId, third)!.PreviousFirst);
        Assert.Equal(["user_input", "text", "stop"], Log.ReadTurn(Scope, lease.SessionId, 1).Select(e => e.Type));
        Assert.Equal([first, first + 1, first + 2], Log.ReadTurn(Scope, lease.SessionId, first).Select(e => e.Sequence));
        Assert.Null(Log.FindTurn(Scope, lease.SessionId, first + 1));
        Assert.Empty(Log.ReadTurn(Scope, lease.SessionId, first + 1));
    }

    [Fact]
    public void Another_project_reads_nothing_of_it()
    {
        Assert.Empty(Log.ReadAfter(Stranger, lease.SessionId, 0));
        Assert.Empty(Log.ReadHistory(Stranger, lease.SessionId));
        Assert.False(Log.IsRunning(Stranger, lease.SessionId, 1));
        Assert.Null(Log.FindLatest(Stranger, lease.SessionId));
        Assert.Null(Log.FindTurn(Stranger, lease.SessionId, 1));
        Assert.Empty(Log.ReadTurn(Stranger, lease.SessionId, 1));
    }

    [Fact]
    public async Task A_whole_takes_the_place_of_its_deltas_and_every_replay_has_the_same_frames()
    {
        string[] pieces = ["a", "é\"\n", "😀", "\u2028z"];
        for (var i = 0; i < pieces.Length; i++)
            await AppendAsync(2 + i, new TextDeltaEvent(pieces[i]));
        var before = Frames(position: 0);
        await Log.AppendWholeAsync(
            lease, LoggedEvent.Of(6, new TextEvent(string.Concat(pieces), [])), [.. pieces.Select(p => p.Length)], Cancellation);
        Assert.Equal(2, Log.ReadAfter(Scope, lease.SessionId, 0).Count);
        for (var position = 0; position < 6; position++)
        {
            Assert.Equal(before.Where(f => f.Sequence > position), Frames(position).Where(f => f.Type != EventTypes.Text));
            Assert.Equal(6, Frames(position)[^1].Sequence);
        }
    }

    [Fact]
    public async Task A_stop_closes_what_was_said_and_can_be_written_once()
    {
        await AppendAsync(2, new ThinkingDeltaEvent("so "));
        await AppendAsync(3, new ThinkingDeltaEvent("far"));
        var appended = await FinishAsync(lease);
        Assert.Equal([(4L, "thinking"), (5L, "stop")], appended.Select(e => (e.Sequence, e.Type)));
        Assert.Equal("so far", ((ThinkingEvent)LoggedEvent.FromJson(appended[0].Json)).Content);
        await Assert.ThrowsAsync<TurnLostException>(() => FinishAsync(lease));
        await Assert.ThrowsAsync<TurnLostException>(() => AppendAsync(6, new TextDeltaEvent("late")));
    }

    [Fact]
    public async Task A_reader_on_another_machine_follows_the_turn_by_its_log_alone()
    {
        var elsewhere = new TurnReader(Log, new LiveTurns(), TimeProvider.System);
        await using var reading = elsewhere.ReadAsync(
            Scope, lease.SessionId, 0, lease.FirstSequence, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await reading.MoveNextAsync());
        var next = reading.MoveNextAsync();
        await AppendAsync(2, new TextDeltaEvent("here"));
        Assert.True(await next);
        Assert.Equal(2, reading.Current.Sequence);
        await FinishAsync(lease);
        var rest = new List<string>();
        while (await reading.MoveNextAsync())
            rest.Add(reading.Current.Type);
        Assert.Equal(["text", "stop"], rest);
    }

    private static Citation Cited(string marker, int position) =>
        new(marker, position, "idx-1", "dfl-1", "a.txt", null, null, 0, 5, "stone", [], null, true);

    private Task AppendAsync(long sequence, ChatEvent chatEvent) =>
        Log.AppendAsync(lease, LoggedEvent.Of(sequence, chatEvent), Cancellation);

    private Task<IReadOnlyList<LoggedEvent>> FinishAsync(TurnLease owner) => Log.FinishAsync(
        owner,
        new StopEvent(new Usage(null, null, 1, 1), false, null, []),
        new JobMetadata(null, null, 1, 1, false, null, []),
        Time.GetUtcNow(),
        Cancellation);

    private IReadOnlyList<LoggedEvent> Frames(long position) =>
        [.. Log.ReadAfter(Scope, lease.SessionId, position).SelectMany(row => TurnReplay.Expand(row, position))];
}
