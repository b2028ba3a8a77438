using Lectern.Server.Chat;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite;

namespace Lectern.Server.Storage;

/// <summary>Which stores there are: the only place that chooses.</summary>
internal static class StorageServices
{
    public static void AddStorage(this IServiceCollection services)
    {
        services.AddSingleton<IOwners, SqliteOwners>();
        services.AddSingleton<IStorageUse, SqliteStorageUse>();
        services.AddSingleton<ITurnLeases, SqliteTurnLeases>();
        services.AddSingleton<ISyncLeases, SqliteSyncLeases>();
        services.AddSingleton<IGenerationCheck, SqliteGenerationCheck>();
    }
}
