using Lectern.Server.Chat;
using Lectern.Server.Platform;

namespace Lectern.Tests.Storage.Contract;

public abstract class SessionsContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private ISessions Sessions => Get<ISessions>();

    [Fact]
    public async Task A_session_is_bound_to_the_indexes_that_were_named_or_to_none()
    {
        var bound = await Sessions.CreateAsync(Scope, ["idx-1", "idx-2"], "query", null, Cancellation);
        Assert.Equal(["idx-1", "idx-2"], Sessions.Find(Scope, bound.SessionId)?.IndexIds);
        Assert.Equal(("query", null, null), (bound.SharedAccess, bound.GeneratedTitle, bound.JobMetadata));
        var unbound = await Sessions.CreateAsync(Scope, null, "read_only", null, Cancellation);
        Assert.Null(Sessions.Find(Scope, unbound.SessionId)?.IndexIds);
    }

    [Fact]
    public async Task The_newest_comes_first_and_a_list_goes_on_behind_a_page()
    {
        var (a, b, c) = (await SessionAsync(), await SessionAsync(), await SessionAsync());
        Assert.Equal([c, b, a], List(new PageRequest(10, null)));
        Assert.Equal([c, b], List(new PageRequest(1, null)));
        Assert.Equal([a], List(new PageRequest(10, b)));
    }

    [Fact]
    public async Task A_title_comes_of_a_message_and_gives_way_to_another_only_while_it_is_the_one_that_was_seen()
    {
        var session = await SessionAsync();
        Assert.Equal(TitleOutcome.NoMessage, await Sessions.SetTitleAsync(Scope, session, null, Cancellation));
        await AnswerAsync(session, "What is the quay made of?", "Granite");
        Assert.Equal(TitleOutcome.Set, await Sessions.SetTitleAsync(Scope, session, "Mine", Cancellation));
        Assert.Equal(TitleOutcome.Set, await Sessions.SetTitleAsync(Scope, session, null, Cancellation));
        Assert.Equal("What is the quay made of?", Title());
        await Sessions.ReplaceTitleAsync(Scope, session, "Another", "Theirs");
        Assert.Equal("What is the quay made of?", Title());
        await Sessions.ReplaceTitleAsync(Scope, session, "What is the quay made of?", "The quay");
        Assert.Equal("The quay", Title());

        string? Title() => Sessions.Find(Scope, session)!.GeneratedTitle;
    }

    [Fact]
    public async Task A_session_goes_with_its_turns_and_events()
    {
        var session = await SessionAsync();
        await AnswerAsync(session, "Hello", "Hi");
        Assert.True(await Sessions.DeleteAsync(Scope, session, Cancellation));
        Assert.False(await Sessions.DeleteAsync(Scope, session, Cancellation));
        Assert.Null(Sessions.Find(Scope, session));
        Assert.Empty(Get<ITurnLog>().ReadHistory(Scope, session));
        Assert.Null(Get<ITurnLog>().FindLatest(Scope, session));
    }

    [Fact]
    public async Task Another_project_has_none_of_it()
    {
        var session = await SessionAsync();
        await Sessions.SetTitleAsync(Scope, session, "Mine", Cancellation);
        Assert.Null(Sessions.Find(Stranger, session));
        Assert.Empty(Sessions.List(Stranger, new PageRequest(10, null)));
        Assert.Equal(TitleOutcome.UnknownSession, await Sessions.SetTitleAsync(Stranger, session, "Theirs", Cancellation));
        await Sessions.ReplaceTitleAsync(Stranger, session, "Mine", "Theirs");
        Assert.False(await Sessions.DeleteAsync(Stranger, session, Cancellation));
        Assert.Equal("Mine", Sessions.Find(Scope, session)?.GeneratedTitle);
    }

    private IEnumerable<string> List(PageRequest page) => Sessions.List(Scope, page).Select(s => s.SessionId);
}
