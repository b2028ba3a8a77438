using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Platform;

namespace Lectern.Tests.Storage.Contract;

public abstract class SessionSearchContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private ISessionSearch Search => Get<ISessionSearch>();

    [Fact]
    public async Task A_session_is_found_by_its_title_and_by_what_was_said_in_any_case()
    {
        var quay = await SessionAsync();
        await AnswerAsync(quay, "What is the \"Quay\" made of?", "Of GRANITE, über alles.");
        var named = await SessionAsync();
        await Get<ISessions>().SetTitleAsync(Scope, named, "Granite prices", Cancellation);
        await SessionAsync();
        Assert.Equal([named, quay], Find("granite"));
        Assert.Equal([quay], Find("\"quay\""));
        Assert.Equal([quay], Find("ÜBER"));
        Assert.Empty(Find("limestone"));
        Assert.Empty(Find("%"));
        Assert.Equal([named, quay], Find("granite", new PageRequest(1, null)));
        Assert.Equal([quay], Find("granite", new PageRequest(1, named)));
    }

    [Fact]
    public async Task The_excerpt_stands_around_the_first_place_and_a_title_alone_has_none()
    {
        var session = await SessionAsync();
        await AnswerAsync(session, "Hello", new string('x', 200) + " granite\n" + new string('y', 200));
        var match = Assert.Single(Search.Find(Scope, "granite", false, new PageRequest(10, null), Cancellation));
        Assert.StartsWith("…", match.Excerpt, StringComparison.Ordinal);
        Assert.Contains(" granite ", match.Excerpt, StringComparison.Ordinal);
        Assert.EndsWith("…", match.Excerpt, StringComparison.Ordinal);
        await Get<ISessions>().SetTitleAsync(Scope, session, "Limestone", Cancellation);
        Assert.Null(Assert.Single(Search.Find(Scope, "limestone", false, new PageRequest(10, null), Cancellation)).Excerpt);
    }

    [Fact]
    public async Task Only_what_people_and_models_said_is_looked_through_and_no_other_projects()
    {
        var session = await SessionAsync();
        var work = await AskAsync(session);
        await Get<ITurnLog>().AppendAsync(work.Lease, LoggedEvent.Of(2, new ThinkingEvent("limestone")), Cancellation);
        await StopAsync(work);
        Assert.Empty(Find("limestone"));
        Assert.Empty(Find("user_input"));
        Assert.Equal([session], Find("hello"));
        Assert.Empty(Search.Find(Stranger, "hello", false, new PageRequest(10, null), Cancellation));
    }

    [Fact]
    public async Task A_search_that_nobody_waits_for_any_more_ends()
    {
        await AnswerAsync(await SessionAsync(), "Hello", "Hi");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(
            () => Search.Find(Scope, "hello", false, new PageRequest(10, null), new CancellationToken(canceled: true)),
            Cancellation));
    }

    private IEnumerable<string> Find(string query, PageRequest? page = null) =>
        Search.Find(Scope, query, false, page ?? new PageRequest(10, null), Cancellation).Select(m => m.Session.SessionId);
}
