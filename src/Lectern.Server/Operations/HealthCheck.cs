using Lectern.Contracts;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;

namespace Lectern.Server.Operations;

/// <summary>How the server is, for whoever asks. Thread-safe.</summary>
internal sealed class HealthCheck(IStoreHealth store, EmbeddingModels models, ServerProblems problems, DiskFloor floor)
{
    public async Task<HealthState> LookAsync(CancellationToken cancellationToken)
    {
        var fault = await store.FaultAsync(cancellationToken);
        IReadOnlyList<string> degraded = floor.Problem is null ? problems.Degraded : ["disk", .. problems.Degraded];
        var word = fault is not null ? ServerHealth.Failing
            : !models.IsDecided ? ServerHealth.Loading
            : degraded.Count > 0 ? ServerHealth.Degraded : ServerHealth.Ready;
        return new HealthState(word, fault, degraded);
    }
}
