using Lectern.Server.Platform;

namespace Lectern.Tests.Storage.Contract;

public abstract class StoreHealthContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    [Fact]
    public async Task A_store_that_works_has_no_fault() => Assert.Null(await Get<IStoreHealth>().FaultAsync(Cancellation));
}
