using Lectern.Server.Agent;
using Lectern.Server.Chat;
using Lectern.Server.Platform;

namespace Lectern.Tests.Storage.Contract;

public abstract class UsageLedgerContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private IUsageLedger Ledger => Get<IUsageLedger>();

    [Fact]
    public async Task Each_step_is_entered_once_with_what_it_added()
    {
        var work = await AskAsync(await SessionAsync());
        var log = Get<ITurnLog>();
        foreach (var used in (AgentUsage[])[new(1, 10, 5), new(2, 25, 6), new(2, 25, 6), new(1, 99, 99)])
            await log.NoteUsageAsync(work.Lease, used, Time.GetUtcNow(), Cancellation);
        Assert.Equal(
            new UsageSumRow { Name = work.Lease.SessionId, Turns = 1, Steps = 2, InputTokens = 25, OutputTokens = 6 },
            Ledger.OfSession(Scope, work.Lease.SessionId));
    }

    [Fact]
    public async Task Days_are_of_UTC_and_keys_come_dearest_first()
    {
        var session = await SessionAsync();
        var other = Scope with { KeyId = "another" };
        await EnterAsync(Scope, session, 10, "2026-03-01T23:59:59Z");
        await EnterAsync(Scope, session, 20, "2026-03-02T00:00:00Z");
        await EnterAsync(other, session, 40, "2026-03-02T12:00:00Z");
        var (from, to) = (At("2026-03-01T00:00:00Z"), At("2026-03-03T00:00:00Z"));
        Assert.Equal(
            [("2026-03-01", 10L), ("2026-03-02", 60L)], Ledger.ByDay(Scope, from, to).Select(d => (d.Name, d.InputTokens)));
        Assert.Equal([("another", 40L), (Scope.KeyId, 30L)], Ledger.ByKey(Scope, from, to).Select(k => (k.Name, k.InputTokens)));
        Assert.Equal(["2026-03-01"], Ledger.ByDay(Scope, from, At("2026-03-02T00:00:00Z")).Select(d => d.Name));
    }

    [Fact]
    public async Task What_was_used_outlives_its_session_and_is_no_other_projects()
    {
        var session = await SessionAsync();
        await EnterAsync(Scope, session, 10, "2026-03-01T00:00:00Z");
        await Get<ISessions>().DeleteAsync(Scope, session, Cancellation);
        Assert.Equal(10, Ledger.OfSession(Scope, session).InputTokens);
        Assert.Equal(0, Ledger.OfSession(Stranger, session).Steps);
        var (from, to) = (At("2026-01-01T00:00:00Z"), At("2027-01-01T00:00:00Z"));
        Assert.Empty(Ledger.ByDay(Stranger, from, to));
        Assert.Empty(Ledger.ByKey(Stranger, from, to));
    }

    private Task EnterAsync(Scope scope, string session, long input, string at) =>
        Ledger.EnterAsync(scope, session, 1, input, 0, At(at));

    private static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
}
