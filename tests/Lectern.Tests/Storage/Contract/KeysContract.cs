using Lectern.Server.Platform;
using Lectern.Server.Platform.Keys;

namespace Lectern.Tests.Storage.Contract;

public abstract class KeysContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private const string Key = "a-key-of-mine-0123456789";

    private IKeys Keys => Get<IKeys>();

    [Fact]
    public async Task A_key_works_until_it_is_revoked_and_is_shown_once()
    {
        var made = await Keys.CreateAsync(Scope, "mine", isAdmin: true, isServer: false, Key, Cancellation);
        Assert.Equal((Key, "6789", true, false), (made.Key, made.Hint, made.IsAdmin, made.IsServer));
        var scope = Get<ITenancy>().FindKey(ApiKeys.Hash(Key))!;
        Assert.Equal((Scope.ProjectId, made.Id, true, false), (scope.ProjectId, scope.KeyId, scope.IsAdmin, scope.IsServer));
        var listed = Keys.List(scope, new PageRequest(10, null));
        Assert.All(listed, k => Assert.Null(k.Key));
        Assert.Equal(
            [(made.Id, true, false), (Scope.KeyId, false, true)], listed.Select(k => (k.Id, k.IsCurrent, k.IsFromSettings)));
        Assert.Equal([Scope.KeyId], Keys.List(scope, new PageRequest(10, made.Id)).Select(k => k.Id));
        Assert.Equal(2, Keys.List(scope, new PageRequest(1, null)).Count);
        Assert.Equal(RevokeOutcome.Revoked, await Keys.RevokeAsync(Scope, made.Id, Cancellation));
        Assert.Null(Get<ITenancy>().FindKey(ApiKeys.Hash(Key)));
        Assert.Equal(RevokeOutcome.Unknown, await Keys.RevokeAsync(Scope, made.Id, Cancellation));
    }

    [Fact]
    public async Task The_first_key_stays_and_a_servers_key_is_revoked_by_one_alone()
    {
        Assert.Equal(RevokeOutcome.FromSettings, await Keys.RevokeAsync(Scope, Scope.KeyId, Cancellation));
        var server = await Keys.CreateAsync(Scope, "server", isAdmin: true, isServer: true, Key, Cancellation);
        Assert.Equal(
            RevokeOutcome.NeedsServerRight, await Keys.RevokeAsync(Scope with { IsServer = false }, server.Id, Cancellation));
        Assert.Equal(RevokeOutcome.Revoked, await Keys.RevokeAsync(Scope, server.Id, Cancellation));
    }

    [Fact]
    public async Task A_new_project_is_of_the_organization_and_has_an_admins_key()
    {
        var created = await Keys.CreateProjectAsync(Scope, "physics", Key, Cancellation);
        var scope = Get<ITenancy>().FindKey(ApiKeys.Hash(Key))!;
        Assert.Equal((created.Project.Id, Scope.OrganizationId), (scope.ProjectId, scope.OrganizationId));
        Assert.True(scope is { IsAdmin: true, IsServer: false });
    }

    [Fact]
    public async Task Another_project_has_none_of_it()
    {
        var made = await Keys.CreateAsync(Scope, "mine", isAdmin: false, isServer: false, Key, Cancellation);
        Assert.DoesNotContain(made.Id, Keys.List(Stranger, new PageRequest(10, null)).Select(k => k.Id));
        Assert.Equal(RevokeOutcome.Unknown, await Keys.RevokeAsync(Stranger, made.Id, Cancellation));
        Assert.True(Get<ITenancy>().KeyExists(made.Id));
    }
}
