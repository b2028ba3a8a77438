using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Library;
using Lectern.Server.Storage.Sqlite;

namespace Lectern.Server.Indexing;

internal static class IndexingServices
{
    public static void AddIndexing(this IServiceCollection services)
    {
        services.AddSingleton<SqliteIndexes>();
        services.AddSingleton<SqliteSyncJobs>();
        services.AddSingleton<SqliteIndexContentsFolder>();
        services.AddSingleton<SqliteIndexAttachments>();
        services.AddSingleton<SqliteIndexBoxes>();
        services.AddSingleton(new ParseLimits());
        services.AddSingleton<DocumentParser>();
        services.AddSingleton<FileAttachments>();
        services.AddSingleton<ParsedFileCache>();
        services.AddSingleton<EmbeddingModels>();
        services.AddHostedService<EmbeddingLoad>();
        services.AddHostedService<ModelChange>();
        services.AddSingleton<IndexingPipeline>();
        services.AddSingleton<LibraryChanges>();
        services.AddSingleton<SyncWorker>();
        services.AddHostedService(p => p.GetRequiredService<SyncWorker>());
        services.AddHostedService<DailySyncs>();
    }
}
