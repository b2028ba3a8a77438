using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Isolation;
using Lectern.Server.Indexing.Sharing;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Indexing;

internal static class IndexingServices
{
    /// <summary>Stages of syncs that hold a thread for seconds, at most.</summary>
    private const int BusyThreads = 8;

    public static void AddIndexing(this IServiceCollection services)
    {
        // Requests must not wait until the pool notices that these threads do not come back soon.
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + BusyThreads), completions);
        services.AddSingleton<IndexRemoval>();
        services.AddSingleton(new ParseLimits());
        services.AddSingleton(p => Isolation(p.GetRequiredService<DataFolder>(), p.GetRequiredService<LecternOptions>(), p));
        services.AddHostedService(p => p.GetRequiredService<ParserIsolation>());
        services.AddSingleton(p => new ParserPlaces(
            p.GetRequiredService<CrowdLimits>().Parsers ?? ParserPlaces.DefaultCount,
            () => ActivatorUtilities.CreateInstance<ParserChild>(p)));
        services.AddSingleton<SyncShares>();
        services.AddSingleton<OcrBudget>();
        services.AddSingleton<FileReading>();
        services.AddSingleton<FileAttachments>();
        services.AddSingleton<ParsedFileCache>();
        services.AddSingleton<EmbeddingModels>();
        services.AddHostedService<EmbeddingLoad>();
        services.AddHostedService<ModelChange>();
        services.AddSingleton<SegmentMerging>();
        services.AddHostedService(p => p.GetRequiredService<SegmentMerging>());
        services.AddHostedService<GenerationAges>();
        services.AddSingleton<SyncSwaps>();
        services.AddSingleton<SyncEmbedding>();
        services.AddSingleton<IndexingPipeline>();
        services.AddSingleton<LibraryChanges>();
        services.AddSingleton<SyncWorker>();
        services.AddHostedService(p => p.GetRequiredService<SyncWorker>());
        services.AddHostedService<DailySyncs>();
    }

    /// <summary>The data and the followed folder are in reach of no worker, wherever they lie.</summary>
    private static ParserIsolation Isolation(DataFolder data, LecternOptions options, IServiceProvider services) => new(
        data.Temporary, options.Folder is { } folder ? [data.Root, folder] : [data.Root], services.GetRequiredService<Ids>(),
        services.GetRequiredService<ServerProblems>(), services.GetRequiredService<ILogger<ParserIsolation>>());

    /// <summary>Looks whether the indexes have their contents; before the first request, and before a turn goes on.</summary>
    public static async Task PrepareIndexingAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Lectern.Indexing");
        foreach (var name in await services.GetRequiredService<IGenerationCheck>().RunAsync(cancellationToken))
        {
            logger.LogWarning(
                "Index {Name} lacks the contents that the database names (was one restored from a backup without the other?): "
                + "they are made again, and until then it is syncing",
                name);
        }
    }
}
