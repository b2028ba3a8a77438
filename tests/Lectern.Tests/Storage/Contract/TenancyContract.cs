using Lectern.Server.Platform;
using Lectern.Server.Platform.Keys;

namespace Lectern.Tests.Storage.Contract;

public abstract class TenancyContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private ITenancy Tenancy => Get<ITenancy>();

    [Fact]
    public async Task The_first_key_has_every_right_and_another_first_key_takes_its_place()
    {
        Assert.True(Scope is { IsAdmin: true, IsServer: true });
        Assert.True(Tenancy.KeyExists(Scope.KeyId));
        var project = Tenancy.DefaultScope().ProjectId;
        var next = ApiKeys.Hash("another-first-key-0123");
        await Tenancy.EnsureDefaultsAsync(next, Cancellation);
        await Tenancy.EnsureDefaultsAsync(next, Cancellation);
        Assert.False(Tenancy.KeyExists(Scope.KeyId));
        Assert.Equal((project, true), Tenancy.FindKey(next) is { } found ? (found.ProjectId, found.IsServer) : default);
        Assert.Equal(project, Tenancy.DefaultScope().ProjectId);
    }

    [Fact]
    public void A_key_that_nobody_made_has_no_scope()
    {
        Assert.Null(Tenancy.FindKey(ApiKeys.Hash("nobodys-key-0123456789")));
        Assert.False(Tenancy.KeyExists("none"));
    }

    [Fact]
    public void A_key_sees_its_own_project_alone()
    {
        Assert.Equal(["Default"], Tenancy.ListProjects(Scope, null).Select(p => p.Name));
        Assert.Equal(["Other"], Tenancy.ListProjects(Stranger, null).Select(p => p.Name));
        Assert.Empty(Tenancy.ListProjects(Stranger, "Default"));
        Assert.True(Tenancy.ListProjects(Scope, "Default").Single().IsDefault);
    }
}
