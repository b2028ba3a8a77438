using Lectern.Server.Chat;
using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Platform;

namespace Lectern.Tests.Storage.Contract;

public abstract class ProjectsContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private IProjects Projects => Get<IProjects>();

    [Fact]
    public async Task The_default_project_comes_first_and_a_project_can_be_renamed()
    {
        Assert.Equal(["Default", "Other"], Projects.List(Scope).Select(p => p.Name));
        var renamed = await Projects.RenameAsync(Scope, Stranger.ProjectId, "Physics", Cancellation);
        Assert.Equal("Physics", renamed?.Name);
        Assert.Equal(renamed, Projects.Find(Scope, Stranger.ProjectId));
        Assert.Null(await Projects.RenameAsync(Scope, "none", "x", Cancellation));
        Assert.Null(Projects.Find(Scope, "none"));
    }

    [Fact]
    public async Task A_closed_project_has_no_keys()
    {
        Assert.Equal([Stranger.KeyId], await Projects.CloseAsync(Scope, Stranger.ProjectId, Cancellation));
        Assert.False(Get<ITenancy>().KeyExists(Stranger.KeyId));
        Assert.True(Get<ITenancy>().KeyExists(Scope.KeyId));
    }

    [Fact]
    public async Task The_sessions_in_which_a_turn_runs_are_the_projects_own()
    {
        var session = await SessionAsync();
        Assert.Empty(Projects.SessionsWithTurns(Scope, Scope.ProjectId));
        var work = await AskAsync(session);
        Assert.Equal([session], Projects.SessionsWithTurns(Scope, Scope.ProjectId));
        Assert.Empty(Projects.SessionsWithTurns(Scope, Stranger.ProjectId));
        Assert.Empty(Projects.SessionsWithTurns(Scope with { OrganizationId = "another" }, Scope.ProjectId));
        await StopAsync(work);
        Assert.Empty(Projects.SessionsWithTurns(Scope, Scope.ProjectId));
    }

    [Fact]
    public async Task A_project_is_removed_with_every_row_of_it_and_no_other()
    {
        var index = await IndexAsync();
        var file = await FileAsync(await DirectoryAsync(), "a");
        var session = await SessionAsync();
        await AnswerAsync(session, "Hello", "Hi");
        var theirs = await SessionAsync(Stranger);
        await Projects.RemoveAsync(Scope, Scope.ProjectId, Cancellation);
        Assert.Null(Projects.Find(Scope, Scope.ProjectId));
        Assert.Null(Get<IIndexes>().Find(Scope, index.Id));
        Assert.False(Get<ISyncJobs>().Exists(index.Key));
        Assert.Null(Get<IFiles>().Find(Scope, file.FileId!));
        Assert.Null(Get<ISessions>().Find(Scope, session));
        Assert.Empty(Get<ITurnLog>().ReadHistory(Scope, session));
        Assert.Equal(0, Get<IStorageUse>().Of(Scope.ProjectId).Total);
        Assert.NotNull(Get<ISessions>().Find(Stranger, theirs));
    }

    [Fact]
    public async Task Another_organization_sees_and_removes_none()
    {
        var outside = Scope with { OrganizationId = "018f0000-0000-7000-8000-00000000000b" };
        Assert.Empty(Projects.List(outside));
        Assert.Null(Projects.Find(outside, Stranger.ProjectId));
        Assert.Null(await Projects.RenameAsync(outside, Stranger.ProjectId, "x", Cancellation));
        Assert.Empty(await Projects.CloseAsync(outside, Stranger.ProjectId, Cancellation));
        await Projects.RemoveAsync(outside, Stranger.ProjectId, Cancellation);
        Assert.True(Get<ITenancy>().KeyExists(Stranger.KeyId));
        Assert.NotNull(Projects.Find(Scope, Stranger.ProjectId));
    }
}
