using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Platform;

namespace Lectern.Tests.Storage.Contract;

public abstract class SessionForkContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private ISessionFork Forks => Get<ISessionFork>();

    [Fact]
    public async Task A_copy_has_the_turns_before_a_message_and_replays_alike()
    {
        var session = await SessionAsync();
        await AnswerAsync(session, "One?", "One.");
        await AnswerAsync(session, "Two?", "Two.");
        var fork = await ForkAsync(session, 2);
        Assert.Equal(
            Get<ITurnLog>().ReadHistory(Scope, session).Take(3), Get<ITurnLog>().ReadHistory(Scope, fork.SessionId));
        Assert.Equal(("One?", null), (fork.GeneratedTitle, fork.JobMetadata));
        Assert.Equal(["idx-none"], fork.IndexIds);
        var whole = await ForkAsync(session, null);
        Assert.Equal(Get<ITurnLog>().ReadHistory(Scope, session), Get<ITurnLog>().ReadHistory(Scope, whole.SessionId));
        Assert.NotNull(whole.JobMetadata);
        await AnswerAsync(fork.SessionId, "Three?", "Three.");
        Assert.Equal(6, Get<ITurnLog>().ReadHistory(Scope, session).Count);
    }

    [Fact]
    public async Task Before_the_first_message_there_is_nothing_and_a_turn_that_runs_is_left_out()
    {
        var session = await SessionAsync();
        await AnswerAsync(session, "One?", "One.");
        await AskAsync(session, "Two?");
        var empty = await ForkAsync(session, 1);
        Assert.Null(empty.GeneratedTitle);
        Assert.Empty(Get<ITurnLog>().ReadHistory(Scope, empty.SessionId));
        var ended = await ForkAsync(session, null);
        Assert.Equal(3, Get<ITurnLog>().ReadHistory(Scope, ended.SessionId).Count);
        Assert.Null(ended.JobMetadata);
        Assert.Equal(new ForkOutcome.NoMessage(2), await Forks.ForkAsync(Scope, session, 3, false, null, Cancellation));
    }

    [Fact]
    public async Task A_copy_has_the_model_and_the_indexes_that_it_is_given_or_those_of_the_session()
    {
        var session = (await Get<ISessions>().CreateAsync(Scope, ["idx-none"], "read_only", "openai:a", Cancellation)).SessionId;
        await AnswerAsync(session, "One?", "One.");
        var same = await ForkAsync(session, 1);
        var other = Assert.IsType<ForkOutcome.Forked>(
            await Forks.ForkAsync(Scope, session, 1, true, ["idx-other"], Cancellation)).Session;
        Assert.Equal(["idx-none"], same.IndexIds);
        Assert.Equal(["idx-other"], other.IndexIds);
        Assert.Equal(("openai:a", "openai:a"), (same.Model, other.Model));
        Assert.Equal(["idx-none"], Get<ISessions>().Find(Scope, session)?.IndexIds);
    }

    [Fact]
    public async Task What_was_used_stays_with_the_first_session_and_another_project_copies_nothing()
    {
        var session = await SessionAsync();
        await AnswerAsync(session, "One?", "One.");
        var fork = await ForkAsync(session, null);
        Assert.Equal(1, Get<IUsageLedger>().OfSession(Scope, session).Steps);
        Assert.Equal(0, Get<IUsageLedger>().OfSession(Scope, fork.SessionId).Steps);
        Assert.IsType<ForkOutcome.NoSession>(await Forks.ForkAsync(Stranger, session, null, false, null, Cancellation));
    }

    private async Task<ChatSessionSummary> ForkAsync(string session, int? before) =>
        Assert.IsType<ForkOutcome.Forked>(await Forks.ForkAsync(Scope, session, before, false, null, Cancellation)).Session;
}
