using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Platform;

namespace Lectern.Tests.Storage.Contract;

public abstract class ChatIndexesContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private IChatIndexes Own => Get<IChatIndexes>();

    [Fact]
    public async Task All_versions_of_a_chat_have_the_one_that_was_added_first()
    {
        var session = await SessionAsync();
        await AnswerAsync(session, "One?", "One.");
        Assert.Null(Own.Find(Scope, session));
        var row = (await MakeAsync(Scope, session))!;
        Assert.Equal((session, Scope.ProjectId), (row.ChatId, row.ProjectId));
        Assert.Equal(row.DirectoryId, Get<IIndexes>().Find(Scope, row.IndexId)!.SourceDirectoryId);
        Assert.Equal("Chat", Get<IDirectories>().Find(Scope, row.DirectoryId)!.Name);
        Assert.Equal(row, await MakeAsync(Scope, session));
        var version = Assert.IsType<ForkOutcome.Forked>(
            await Get<ISessionFork>().ForkAsync(Scope, session, 1, asVersion: true, null, Cancellation)).Session.SessionId;
        Assert.Equal(row, Own.Find(Scope, version));
        Assert.Null(Own.Find(Stranger, session));
        Assert.Null(await MakeAsync(Stranger, session));
        Assert.Null(await MakeAsync(Scope, "ses-none"));

        // What was asked for in vain has left nothing, not even something deleted.
        Assert.Equal([row.IndexId], Get<IIndexes>().AllKeys().Select(k => k.Id));
        foreach (var scope in (Scope[])[Scope, Stranger])
            Assert.Empty(Get<IDirectories>().List(scope, null, [], includeDeleted: true, new PageRequest(50, null)));
    }

    [Fact]
    public async Task It_is_left_when_the_last_version_is_gone()
    {
        var session = await SessionAsync();
        await AnswerAsync(session, "One?", "One.");
        var row = (await MakeAsync(Scope, session))!;
        var version = Assert.IsType<ForkOutcome.Forked>(
            await Get<ISessionFork>().ForkAsync(Scope, session, 1, asVersion: true, null, Cancellation)).Session.SessionId;
        await Get<ISessions>().DeleteAsync(Scope, session, Cancellation);
        Assert.False(Own.IsLeft(row));
        Assert.Empty(Own.Left());
        await Get<ISessions>().DeleteAsync(Scope, version, Cancellation);
        Assert.True(Own.IsLeft(row));
        Assert.Equal([row], Own.Left());
        await Own.ForgetAsync(row, Cancellation);
        Assert.Empty(Own.Left());
        Assert.False(Own.IsLeft(row));
    }

    [Fact]
    public async Task Another_one_takes_the_place_of_one_that_was_deleted()
    {
        var session = await SessionAsync();
        var former = (await MakeAsync(Scope, session))!;
        await Get<IIndexes>().DeleteAsync(Scope, former.IndexId, Cancellation);
        var row = (await MakeAsync(Scope, session))!;
        Assert.Equal(session, row.ChatId);
        Assert.NotEqual(former.IndexId, row.IndexId);
        Assert.NotNull(Get<IIndexes>().Find(Scope, row.IndexId));
        Assert.Equal(row, Own.Find(Scope, session));
    }

    [Fact]
    public async Task Lists_of_indexes_and_directories_leave_it_out()
    {
        var session = await SessionAsync();
        var index = (await MakeAsync(Scope, session))!.IndexId;
        var shownDirectory = await DirectoryAsync();
        var shown = (await IndexAsync(shownDirectory)).Id;
        var whole = new PageRequest(50, null);
        Assert.Equal([shown], Get<IIndexes>().List(Scope, null, whole).Select(i => i.Id));
        Assert.Equal([shownDirectory], Get<IDirectories>().List(Scope, null, [], includeDeleted: true, whole).Select(d => d.Id));
        Assert.NotNull(Get<IIndexes>().Find(Scope, index));
    }

    private Task<ChatIndexRow?> MakeAsync(Scope scope, string session) => Own.MakeAsync(
        scope, session, new DirectoryCreateRequest("Chat"), new NewIndex("", "Chat", null, "manual", "[]", "[]", "DEFAULT"),
        Cancellation);
}
