using Lectern.Server.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Storage.Contract;

public abstract class SecretsContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private ISecrets Secrets => Get<ISecrets>();

    [Fact]
    public async Task A_secret_is_made_once_and_is_the_same_for_every_server()
    {
        var secret = await Secrets.FindOrMakeAsync("signing", Cancellation);
        Assert.Equal(ISecrets.Bytes, secret.Length);
        Assert.Equal(secret, await Secrets.FindOrMakeAsync("signing", Cancellation));
        Assert.Equal(
            secret, await (await ServerAsync("there")).GetRequiredService<ISecrets>().FindOrMakeAsync("signing", Cancellation));
        Assert.NotEqual(secret, await Secrets.FindOrMakeAsync("another", Cancellation));
    }
}
