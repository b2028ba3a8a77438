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
        var (directory, index) = await MadeAsync();
        var row = await Own.AddAsync(Scope, session, index, directory, Cancellation);
        Assert.Equal(new ChatIndexRow(session, Scope.ProjectId, index, directory), row);
        var (otherDirectory, otherIndex) = await MadeAsync();
        Assert.Equal(row, await Own.AddAsync(Scope, session, otherIndex, otherDirectory, Cancellation));
        var version = Assert.IsType<ForkOutcome.Forked>(
            await Get<ISessionFork>().ForkAsync(Scope, session, 1, asVersion: true, Cancellation)).Session.SessionId;
        Assert.Equal(row, Own.Find(Scope, version));
        Assert.Null(Own.Find(Stranger, session));
        Assert.Null(await Own.AddAsync(Stranger, session, otherIndex, otherDirectory, Cancellation));
        Assert.Null(await Own.AddAsync(Scope, "ses-none", otherIndex, otherDirectory, Cancellation));
    }

    [Fact]
    public async Task It_is_left_when_the_last_version_is_gone()
    {
        var session = await SessionAsync();
        await AnswerAsync(session, "One?", "One.");
        var (directory, index) = await MadeAsync();
        var row = (await Own.AddAsync(Scope, session, index, directory, Cancellation))!;
        var version = Assert.IsType<ForkOutcome.Forked>(
            await Get<ISessionFork>().ForkAsync(Scope, session, 1, asVersion: true, Cancellation)).Session.SessionId;
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
    public async Task Lists_of_indexes_and_directories_leave_it_out()
    {
        var session = await SessionAsync();
        var (directory, index) = await MadeAsync();
        await Own.AddAsync(Scope, session, index, directory, Cancellation);
        var (shownDirectory, shown) = await MadeAsync();
        var whole = new PageRequest(50, null);
        Assert.Equal([shown], Get<IIndexes>().List(Scope, null, whole).Select(i => i.Id));
        Assert.Equal([shownDirectory], Get<IDirectories>().List(Scope, null, [], includeDeleted: true, whole).Select(d => d.Id));
        Assert.NotNull(Get<IIndexes>().Find(Scope, index));
    }

    private async Task<(string Directory, string Index)> MadeAsync()
    {
        var directory = await DirectoryAsync();
        return (directory, (await IndexAsync(directory)).Id);
    }
}
