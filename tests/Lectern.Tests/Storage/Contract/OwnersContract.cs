using Lectern.Server.Chat;
using Lectern.Server.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Storage.Contract;

public abstract class OwnersContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    [Fact]
    public async Task Who_beats_lives_and_who_does_not_is_gone_after_some_seconds()
    {
        var elsewhere = await ServerAsync("elsewhere");
        await AskAsync(elsewhere.GetRequiredService<ITurnStart>(), await SessionAsync());
        var leases = Get<ITurnLeases>();
        for (var i = 0; i < 5; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(4));
            await elsewhere.GetRequiredService<IOwners>().BeatAsync(Cancellation);
            Assert.False(leases.IsAnyLeft());
        }

        Time.Advance(TimeSpan.FromSeconds(7));
        Assert.True(leases.IsAnyLeft());
    }

    [Fact]
    public async Task The_others_are_gone_at_once_when_that_is_proved()
    {
        var elsewhere = await ServerAsync("elsewhere");
        await AskAsync(elsewhere.GetRequiredService<ITurnStart>(), await SessionAsync());
        Assert.False(Get<ITurnLeases>().IsAnyLeft());
        await Get<IOwners>().EndOthersAsync(Cancellation);
        Assert.True(Get<ITurnLeases>().IsAnyLeft());
    }
}
