using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Lectern.Server.Retrieval;
using Lectern.Server.Retrieval.Reranking;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lectern.Tests.Fakes;

/// <summary>The search over contents that a test wrote itself.</summary>
internal static class TestSearch
{
    public static HybridSearch WordsOnly(IIndexSnapshots snapshots) => With(snapshots, model: null);

    public static HybridSearch With(IIndexSnapshots snapshots, EmbeddingModel? model) => new(
        snapshots, DecidedModels.Of(model), new CrossRerank(null, NullLogger<CrossRerank>.Instance),
        new UrgentWork(), NullLogger<HybridSearch>.Instance);

    /// <summary>With all of the index's files still in its directory.</summary>
    public static async Task<IReadOnlyList<Passage>> SearchAsync(
        this HybridSearch search, IndexKey index, RetrievalQuery query, CancellationToken cancellationToken) =>
        (await search.SearchAsync(index, query, _ => [], cancellationToken)).Passages;

    /// <summary>The cache that <c>./test</c> fetched the local model into; skips the test where it is not.</summary>
    public static ModelCacheFolder NeedLocalModel()
    {
        var cache = new ModelCacheFolder(ModelCacheFolder.DefaultRoot(Path.GetTempPath()), new Ids(TimeProvider.System));
        Assert.SkipUnless(
            Server.Indexing.Embedding.MiniLm.MiniLmPackage.Find(cache) is not null,
            "the embedding model was not fetched (scripts/fetch-model)");
        return cache;
    }
}
