using Lectern.Server.Library;
using Lectern.Server.Platform.Background;

namespace Lectern.Server.Indexing.Embedding;

/// <summary>
/// Once the embedding model is known after a start, asks for a sync of every index whose vectors are of another model, or
/// missing. Until that sync swaps its vectors in, the index is searched by words.
/// </summary>
internal sealed class ModelChange(
    EmbeddingModels models, IIndexes indexes, IIndexContentsStore contents, ISyncJobs jobs, LibraryChanges signal,
    Supervisor supervisor)
    : SupervisedLoop("model", "Looking for indexes of another embedding model", supervisor)
{
    protected override async Task PassAsync(CancellationToken stoppingToken)
    {
        if (await models.ReadyAsync(stoppingToken) is not { } model)
            return;
        foreach (var index in indexes.Synced().Where(i => i.WantsVectors))
        {
            if (contents.Open(index.Key).LacksVectors(model.Id) && await jobs.RequestAsync(index, stoppingToken))
                signal.Wake();
        }
    }
}
