using Dapper;
using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Storage.Sqlite;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Storage;

/// <summary>The log of turns: leases, wholes in place of their deltas, and readers on another machine.</summary>
public sealed class TurnLogTests : IAsyncLifetime
{
    private TestServer server = null!;
    private SqliteTurnLog log = null!;
    private Scope scope = null!;
    private TurnLease lease = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SqliteWriter Writer => server.Services.GetRequiredService<SqliteDatabase>().Writer;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        log = server.Services.GetRequiredService<SqliteTurnLog>();
        scope = server.Services.GetRequiredService<SqliteTenancy>().FindKey(ApiKeys.Hash(TestServer.Key))!;
        var accepted = await server.Services.GetRequiredService<SqliteTurnStart>().AcceptAsync(
            scope, await server.SessionAsync("idx-none"), new TurnRequest([], "Hello", false, null, false), refusal: null,
            Cancellation);
        lease = Assert.IsType<StartOutcome.Started>(accepted).Work.Lease;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_former_owner_can_append_nothing_more()
    {
        await AppendAsync(2, new TextDeltaEvent("mine"));
        await Writer.WriteAsync(
            c => c.Execute("UPDATE turns SET epoch = epoch + 1 WHERE session_id = @SessionId", lease), Cancellation);
        await Assert.ThrowsAsync<TurnLostException>(() => AppendAsync(3, new TextDeltaEvent("late")));
        await Assert.ThrowsAsync<TurnLostException>(
            () => log.AppendWholeAsync(lease, LoggedEvent.Of(3, new TextEvent("mine", [])), [4], Cancellation));
        await Assert.ThrowsAsync<TurnLostException>(() => FinishAsync(lease));
        Assert.Equal([1L, 2L], Frames(position: 0).Select(f => f.Sequence));
        Assert.True(log.IsRunning(scope, lease.SessionId, lease.FirstSequence));
    }

    [Fact]
    public async Task A_whole_takes_the_place_of_its_deltas_and_every_replay_has_the_same_frames()
    {
        string[] pieces = ["a", "é\"\n", "😀", "\u2028z"];
        for (var i = 0; i < pieces.Length; i++)
            await AppendAsync(2 + i, new TextDeltaEvent(pieces[i]));
        var before = Frames(position: 0);
        await log.AppendWholeAsync(
            lease, LoggedEvent.Of(6, new TextEvent(string.Concat(pieces), [])), [.. pieces.Select(p => p.Length)], Cancellation);
        Assert.Equal(2, log.ReadAfter(scope, lease.SessionId, 0).Count);
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
        var elsewhere = new TurnReader(log, new LiveTurns(), TimeProvider.System);
        await using var reading = elsewhere.ReadAsync(
            scope, lease.SessionId, 0, lease.FirstSequence, Cancellation).GetAsyncEnumerator(Cancellation);
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

    private Task AppendAsync(long sequence, ChatEvent chatEvent) =>
        log.AppendAsync(lease, LoggedEvent.Of(sequence, chatEvent), Cancellation);

    private Task<IReadOnlyList<LoggedEvent>> FinishAsync(TurnLease owner) => log.FinishAsync(
        owner,
        new StopEvent(new Usage(null, null, 1, 1), false, null, []),
        new JobMetadata(null, null, 1, 1, false, null, []),
        TimeProvider.System.GetUtcNow(),
        Cancellation);

    private IReadOnlyList<LoggedEvent> Frames(long position) =>
        [.. log.ReadAfter(scope, lease.SessionId, position).SelectMany(row => TurnReplay.Expand(row, position))];
}
