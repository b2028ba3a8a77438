using Lectern.Server.Chat;
using Lectern.Server.Platform;

namespace Lectern.Tests.Storage.Contract;

/// <summary>What becomes of a prompt, and what is never done twice.</summary>
public abstract class TurnStartContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private static readonly TurnRefusal Full = new TurnRefusal.QueueIsFull();

    [Fact]
    public async Task A_prompt_is_the_sessions_next_turn_with_its_first_event()
    {
        var session = await SessionAsync();
        var work = await AskAsync(session, "What is the quay made of?");
        Assert.Equal(
            (1L, "What is the quay made of?", Time.GetUtcNow(), Scope),
            (work.Lease.FirstSequence, work.Prompt, work.StartedAt, work.Scope));
        Assert.Equal(["idx-none"], work.IndexIds);
        Assert.Equal(["user_input"], Get<ITurnLog>().ReadHistory(Scope, session).Select(e => e.Type));
        Assert.Equal("What is the quay made of?", Get<ISessions>().Find(Scope, session)?.GeneratedTitle);
        await StopAsync(work);
        Assert.Equal(3, (await AskAsync(session, "And now?")).Lease.FirstSequence);
    }

    [Fact]
    public async Task A_session_remembers_the_model_of_a_prompt_until_another_names_one()
    {
        var session = (await Get<ISessions>().CreateAsync(Scope, ["idx-none"], "read_only", "openai:a", Cancellation)).SessionId;
        Assert.Equal("openai:a", await ModelAsync(null));
        Assert.Equal("openai:b", await ModelAsync("openai:b"));
        Assert.Equal("openai:b", await ModelAsync(null));
        Assert.Equal("openai:b", Get<ISessions>().Find(Scope, session)?.Model);

        async Task<string?> ModelAsync(string? named)
        {
            var work = Assert.IsType<StartOutcome.Started>(
                await AcceptAsync(session, Request("Hello") with { Model = named, Remembered = named })).Work;
            await StopAsync(work);
            return work.Model;
        }
    }

    [Fact]
    public async Task A_session_answers_one_prompt_at_a_time()
    {
        var session = await SessionAsync();
        await AskAsync(session);
        Assert.IsType<StartOutcome.StillAnswering>(await AcceptAsync(session, Request("Another")));
    }

    [Fact]
    public async Task The_same_key_and_body_join_the_turn_for_a_day_and_another_body_is_refused()
    {
        var session = await SessionAsync();
        var request = Request("Hello") with { IdempotencyKey = "k" };
        var work = Assert.IsType<StartOutcome.Started>(await AcceptAsync(session, request)).Work;
        await StopAsync(work);
        await AnswerAsync(session, "Another", "Yes");
        Time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(new StartOutcome.Joined(1), await AcceptAsync(session, request));
        Assert.IsType<StartOutcome.OtherBody>(await AcceptAsync(session, request with { Prompt = "Bye" }));
        Time.Advance(TimeSpan.FromHours(2));
        Assert.IsType<StartOutcome.Started>(await AcceptAsync(session, request));
    }

    [Fact]
    public async Task A_retry_joins_the_latest_turn_of_the_same_body_for_five_minutes()
    {
        var session = await SessionAsync();
        var retry = Request("Hello") with { IsRetry = true };
        Assert.IsType<StartOutcome.Started>(await AcceptAsync(session, retry));
        Assert.Equal(new StartOutcome.Joined(1), await AcceptAsync(session, retry));
        Assert.IsType<StartOutcome.StillAnswering>(await AcceptAsync(session, retry with { Prompt = "Bye" }));
        Assert.IsType<StartOutcome.StillAnswering>(await AcceptAsync(session, retry with { IsRetry = false }));
        Time.Advance(TimeSpan.FromMinutes(6));
        Assert.IsType<StartOutcome.StillAnswering>(await AcceptAsync(session, retry));
    }

    [Fact]
    public async Task A_prompt_without_room_is_refused_and_stores_nothing_and_a_retry_joins_all_the_same()
    {
        var session = await SessionAsync();
        Assert.Equal(new StartOutcome.Refused(Full), await AcceptAsync(session, Request("Hello"), Full));
        Assert.Empty(Get<ITurnLog>().ReadHistory(Scope, session));
        Assert.Null(Get<ISessions>().Find(Scope, session)?.GeneratedTitle);
        await AskAsync(session);
        Assert.Equal(new StartOutcome.Joined(1), await AcceptAsync(session, Request("Hello") with { IsRetry = true }, Full));
        Assert.IsType<StartOutcome.StillAnswering>(await AcceptAsync(session, Request("Bye"), Full));
        Assert.IsType<StartOutcome.NoSession>(await AcceptAsync("ses-none", Request("Hello"), Full));
    }

    [Fact]
    public async Task The_first_message_locks_a_bound_sessions_indexes_under_either_of_their_ids()
    {
        var index = await IndexAsync();
        var session = await SessionAsync();
        await StopAsync(Assert.IsType<StartOutcome.Started>(
            await AcceptAsync(session, Request("One") with { IndexIds = [index.Id] })).Work);
        Assert.Equal([index.Id], Get<ISessions>().Find(Scope, session)?.IndexIds);
        Assert.IsType<StartOutcome.OtherIndexes>(await AcceptAsync(session, Request("Two") with { IndexIds = ["idx-none"] }));
        var same = await AcceptAsync(session, Request("Two") with { IndexIds = [index.ExportConfigId] });
        Assert.Equal([index.Id], Assert.IsType<StartOutcome.Started>(same).Work.IndexIds);
    }

    [Fact]
    public async Task An_unbound_session_searches_what_each_message_names()
    {
        var session = (await Get<ISessions>().CreateAsync(Scope, null, "read_only", null, Cancellation)).SessionId;
        Assert.IsType<StartOutcome.NoIndexes>(await AcceptAsync(session, Request("One")));
        foreach (var id in (string[])["idx-1", "idx-2"])
        {
            var started = Assert.IsType<StartOutcome.Started>(
                await AcceptAsync(session, Request("One") with { IndexIds = [id] }));
            Assert.Equal([id], started.Work.IndexIds);
            await StopAsync(started.Work);
        }

        Assert.Null(Get<ISessions>().Find(Scope, session)?.IndexIds);
    }

    [Fact]
    public async Task Another_project_asks_nothing_in_it()
    {
        var session = await SessionAsync();
        Assert.IsType<StartOutcome.NoSession>(
            await Get<ITurnStart>().AcceptAsync(Stranger, session, Request("Hello"), null, Cancellation));
        Assert.Empty(Get<ITurnLog>().ReadHistory(Scope, session));
    }

    private Task<StartOutcome> AcceptAsync(string session, TurnRequest request, TurnRefusal? refusal = null) =>
        Get<ITurnStart>().AcceptAsync(Scope, session, request, refusal, Cancellation);

    private static TurnRequest Request(string prompt) => new([], prompt, false, null, false);
}
