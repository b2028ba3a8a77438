using Dapper;
using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Storage.Sqlite;
using Lectern.Server.Storage.Sqlite.Chat;
using Lectern.Server.Storage.Sqlite.Platform;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lectern.Tests.Chat;

/// <summary>A turn of another server on the same store: who runs it, who ends it, and who takes it over.</summary>
public sealed class TurnTakeoverTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
    private TestServer server = null!;
    private Scope scope = null!;
    private string session = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SqliteDatabase Database => server.Services.GetRequiredService<SqliteDatabase>();

    private SqliteTurnLog Log => server.Services.GetRequiredService<SqliteTurnLog>();

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(s => s.AddSingleton<TimeProvider>(time));
        scope = server.Services.GetRequiredService<SqliteTenancy>().FindKey(ApiKeys.Hash(TestServer.Key))!;
        var index = await server.IndexAsync(("a.txt", "The quay is made of granite."u8.ToArray()));
        session = await server.SessionAsync(index.Text("id"));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_turn_whose_server_is_gone_goes_on_here_and_its_former_owner_can_append_nothing()
    {
        var (owners, _, lease) = await AskElsewhereAsync();
        for (var i = 0; i < 5; i++)
        {
            time.Advance(TimeSpan.FromSeconds(4));
            await owners.BeatAsync(Cancellation);
            Assert.True(Log.IsRunning(scope, session, lease.FirstSequence));
        }

        time.Advance(TimeSpan.FromSeconds(7));
        var frames = SseFrame.Parse(await FollowAsync());
        Assert.Equal("user_input", frames[0].Type);
        Assert.False(frames[^1].Json.GetProperty("is_error").GetBoolean());
        Assert.Contains("granite", string.Concat(frames.Select(f => f.Data)), StringComparison.Ordinal);
        await Assert.ThrowsAsync<TurnLostException>(
            () => Log.AppendAsync(lease, LoggedEvent.Of(99, new TextDeltaEvent("late")), Cancellation));
    }

    [Fact]
    public async Task A_cancel_reaches_the_server_that_runs_the_turn_and_returns_when_that_has_ended_it()
    {
        var (_, leases, lease) = await AskElsewhereAsync();
        var cancel = server.Http.PostAsync($"/api/v1/chat/{session}/messages/cancel", null, Cancellation);
        while (!leases.Cancelled().Contains(lease))
            await Task.Delay(10, Cancellation);
        Assert.False(cancel.IsCompleted);
        await Log.FinishAsync(lease, Stop(), Job(), time.GetUtcNow(), Cancellation);
        while (!cancel.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(10, Cancellation);
        }

        using var response = await cancel;
        response.EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_turn_that_was_to_be_cancelled_when_its_server_ended_is_cancelled()
    {
        var (_, leases, _) = await AskElsewhereAsync();
        Assert.NotNull(await leases.CancelAsync(scope, session, Cancellation));
        time.Advance(TimeSpan.FromSeconds(7));
        var stop = SseFrame.Parse(await FollowAsync())[^1].Json;
        Assert.True(stop.GetProperty("cancelled").GetBoolean());
        Assert.False(stop.GetProperty("is_error").GetBoolean());
    }

    [Fact]
    public async Task A_turn_that_ends_its_server_three_times_ends_with_a_sentence()
    {
        await AskElsewhereAsync();
        TurnWork? work = null;
        for (var i = 2; i <= 3; i++)
        {
            // The clock stands still: this server does not look meanwhile.
            await OwnedByNobodyAsync();
            var next = new SqliteTurnLeases(Database, await EnterAsync($"server {i}"), time);
            work = Assert.Single((await next.TakeOverAsync(Cancellation)).ToRun);
            Assert.Equal(i, work.Lease.Epoch);
        }

        await OwnedByNobodyAsync();
        var last = new SqliteTurnLeases(Database, await EnterAsync("last"), time);
        Assert.True(last.IsAnyLeft());
        Assert.Equal((0, 1), ((await last.TakeOverAsync(Cancellation)) is var left ? (left.ToRun.Count, left.Ended) : default));
        var stop = SseFrame.Parse(await FollowAsync())[^1].Json;
        Assert.Contains("ended 3 times", stop.Text("error"), StringComparison.Ordinal);
        Assert.False(last.IsAnyLeft());
    }

    private async Task<(SqliteOwners Owners, SqliteTurnLeases Leases, TurnLease Lease)> AskElsewhereAsync()
    {
        var owner = await EnterAsync("elsewhere");
        var accepted = await new SqliteTurnStart(Database, owner, time).AcceptAsync(
            scope, session, new TurnRequest([], "What is the quay made of?", false, null, false), refusal: null, Cancellation);
        var lease = Assert.IsType<StartOutcome.Started>(accepted).Work.Lease;
        return (new SqliteOwners(Database, owner, time), new SqliteTurnLeases(Database, owner, time), lease);
    }

    private async Task<Owner> EnterAsync(string name)
    {
        var owner = new Owner(name);
        await new SqliteOwners(Database, owner, time).EnterAsync(Cancellation);
        return owner;
    }

    private Task OwnedByNobodyAsync() => Database.Writer.WriteAsync(
        connection => connection.Execute("UPDATE turns SET owner_id = 'nobody' WHERE last_sequence IS NULL"), Cancellation);

    /// <summary>Reads the turn to its stop, while the clock goes on.</summary>
    private async Task<string> FollowAsync()
    {
        var reading = server.Http.GetStringAsync($"/api/v1/chat/{session}/messages/stream?starting_after=0", Cancellation);
        while (!reading.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Delay(10, Cancellation);
        }

        return await reading;
    }

    private static StopEvent Stop() => new(new Usage(null, null, 1, 1), false, null, [], Cancelled: true);

    private static JobMetadata Job() => new(null, null, 1, 1, false, null, []);
}
