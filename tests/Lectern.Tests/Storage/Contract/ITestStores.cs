namespace Lectern.Tests.Storage.Contract;

/// <summary>
/// A database of its own for one test. What another database has to supply, so that every store's contract runs over it.
/// </summary>
public interface ITestStores : IAsyncDisposable
{
    /// <summary>The stores as one server has them; servers share the database.</summary>
    /// <param name="owner">The server's name as the owner of turns and syncs.</param>
    IServiceProvider Server(string owner, TimeProvider time);
}
