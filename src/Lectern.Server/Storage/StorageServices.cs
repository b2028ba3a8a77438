using Lectern.Server.Attachments;
using Lectern.Server.Chat;
using Lectern.Server.Folder;
using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Operations.Backup;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Retrieval;
using Lectern.Server.Storage.Disk;
using Lectern.Server.Storage.Sqlite;
using Lectern.Server.Storage.Sqlite.Chat;
using Lectern.Server.Storage.Sqlite.Indexing;
using Lectern.Server.Storage.Sqlite.Library;
using Lectern.Server.Storage.Sqlite.Platform;
using Lectern.Server.Storage.Sqlite.Retrieval;

namespace Lectern.Server.Storage;

/// <summary>The only place that chooses where things are stored. Today that is SQLite, and a folder for the objects.</summary>
internal static class StorageServices
{
    public static void AddStorage(this IServiceCollection services, DataFolder data)
    {
        services.AddSingleton(p => SqliteDatabase.Open(
            data.Database, p.GetRequiredService<ILoggerFactory>().CreateLogger("Lectern.Storage")));
        services.AddSingleton<SqliteCatalogs>();
        services.AddStore<IStoreHealth, SqliteHealth>();

        services.AddStore<ITenancy, SqliteTenancy>();
        services.AddStore<IKeys, SqliteKeys>();
        services.AddStore<ISecrets, SqliteSecrets>();
        services.AddStore<IProjects, SqliteProjects>();
        services.AddStore<IUsageLedger, SqliteUsageLedger>();
        services.AddStore<IOwners, SqliteOwners>();
        services.AddStore<IStorageUse, SqliteStorageUse>();

        services.AddStore<IDirectories, SqliteDirectories>();
        services.AddStore<IDirectoryFiles, SqliteDirectoryFiles>();
        services.AddStore<IDirectoryFileChanges, SqliteDirectoryFileChanges>();
        services.AddStore<IFiles, SqliteFiles>();
        services.AddSingleton(p => Blobs(data, p.GetRequiredService<Ids>(), p.GetRequiredService<DiskFloor>()));

        services.AddStore<IIndexes, SqliteIndexes>();
        services.AddStore<ISyncJobs, SqliteSyncJobs>();
        services.AddStore<ISyncLeases, SqliteSyncLeases>();
        services.AddStore<IGenerationCheck, SqliteGenerationCheck>();
        services.AddStore<IIndexContentsStore, SqliteIndexContentsFolder>();
        services.AddStore<IIndexAttachments, SqliteIndexAttachments>();
        services.AddStore<IIndexBoxes, SqliteIndexBoxes>();

        services.AddStore<IAttachments, SqliteAttachments>();

        services.AddStore<IIndexText, SqliteIndexText>();
        services.AddStore<IIndexSnapshots, SqliteIndexSnapshots>();

        services.AddChatStores();

        services.AddStore<IMirrors, SqliteMirrors>();
    }

    private static void AddChatStores(this IServiceCollection services)
    {
        services.AddStore<ISessions, SqliteSessions>();
        services.AddStore<ISessionSearch, SqliteSessionSearch>();
        services.AddStore<ISessionFork, SqliteSessionFork>();
        services.AddStore<IChatIndexes, SqliteChatIndexes>();
        services.AddStore<IChats, SqliteChats>();
        services.AddStore<IAnswerFeedback, SqliteAnswerFeedback>();
        services.AddStore<ITurnStart, SqliteTurnStart>();
        services.AddStore<ITurnLog, SqliteTurnLog>();
        services.AddStore<ITurnLeases, SqliteTurnLeases>();
    }

    /// <summary>What a backup of a data folder is made of.</summary>
    public static StoredData In(DataFolder data) =>
        new(new SqliteStoreCopy(data), Blobs(data, new Ids(TimeProvider.System), floor: null));

    /// <param name="floor">Null where no server runs that has to keep room on the disk.</param>
    private static IBlobs Blobs(DataFolder data, Ids ids, DiskFloor? floor) => new DiskBlobs(data, ids, floor);

    /// <summary>Under its interface for everybody, and by itself for the stores beside it.</summary>
    private static void AddStore<TInterface, TStore>(this IServiceCollection services)
        where TInterface : class
        where TStore : class, TInterface
    {
        services.AddSingleton<TStore>();
        services.AddSingleton<TInterface>(p => p.GetRequiredService<TStore>());
    }
}
