namespace Lectern.Server.Indexing.Embedding;

/// <summary>
/// The embedding model that the settings name, loaded beside the start. Whoever needs it waits until it works or is known to be
/// absent: nothing is indexed by words only because the model came late. Thread-safe.
/// </summary>
internal sealed class EmbeddingModels : IDisposable
{
    private readonly TaskCompletionSource<EmbeddingModel?> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether it is known if there is a model.</summary>
    public bool IsDecided => ready.Task.IsCompleted;

    /// <returns>Null when there is none: search is by words.</returns>
    public Task<EmbeddingModel?> ReadyAsync(CancellationToken cancellationToken) => ready.Task.WaitAsync(cancellationToken);

    public void Decide(EmbeddingModel? model) => ready.SetResult(model);

    public void Dispose()
    {
        if (ready.Task.IsCompletedSuccessfully)
            ready.Task.GetAwaiter().GetResult()?.Dispose();
    }
}
