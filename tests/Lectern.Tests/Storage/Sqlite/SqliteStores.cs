using Lectern.Server.Platform;
using Lectern.Server.Platform.Settings;
using Lectern.Server.Storage;
using Lectern.Server.Storage.Sqlite;
using Lectern.Tests.Fakes;
using Lectern.Tests.Storage.Contract;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lectern.Tests.Storage.Sqlite;

/// <summary>SQLite, and the objects beside it, in a folder of its own.</summary>
public sealed class SqliteStores : ITestStores
{
    private readonly DataFolder data = DataFolder.Open(TestServer.NewFolder());
    private readonly SqliteDatabase database;
    private readonly List<ServiceProvider> servers = [];

    public SqliteStores() => database = SqliteDatabase.Open(data.Database, NullLogger.Instance);

    public IServiceProvider Server(string owner, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddStorage(data);
        services.AddSingleton(StorageServices.In(data).Databases);
        services.AddSingleton(data);
        services.AddSingleton(database);
        services.AddSingleton(time);
        services.AddSingleton<Ids>();
        services.AddSingleton(new CrowdLimits());
        services.AddSingleton<DiskFloor>();
        services.AddSingleton(new Owner(owner));
        var server = services.BuildServiceProvider();
        servers.Add(server);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
            await server.DisposeAsync();
        await database.DisposeAsync();
        data.Dispose();
        Directory.Delete(data.Root, recursive: true);
    }
}
