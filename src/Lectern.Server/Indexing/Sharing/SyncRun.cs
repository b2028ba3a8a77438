using Lectern.Server.Indexing.Chunking;
using Lectern.Server.Library;
using Lectern.Server.Platform;

namespace Lectern.Server.Indexing.Sharing;

/// <summary>One sync under way, and what it has until it has ended. Not thread-safe.</summary>
internal sealed class SyncRun(
    Scope scope, IndexRow index, BlobHold hold, SyncShares shares, ProjectRoom room, OcrPromises ocr) : IDisposable
{
    private readonly List<IDisposable> reserved = [];
    private FairPlace? memory;

    public Scope Scope => scope;

    public IndexRow Index => index;

    /// <summary>The objects that it reads, and those that it makes and that its swap will name.</summary>
    public BlobHold Hold => hold;

    public SyncShares Shares => shares;

    public OcrPromises Ocr => ocr;

    public SmallWork Small { get; } = new(index.ReadStoreAttachments());

    /// <summary>When the plan that it follows began to look at the directory.</summary>
    public DateTimeOffset SourcesReadAt { get; set; }

    /// <summary>The embedding model's id; null where chunks get no vectors.</summary>
    public string? Model { get; set; }

    public TokenBudget Budget { get; set; } = TokenBudget.Estimated;

    /// <summary>What it is about to store counts as stored until its end, or until it is counted.</summary>
    /// <exception cref="NoRoomException">The project has no room for it.</exception>
    public void Reserve(long bytes) => reserved.Add(room.Reserve(scope.ProjectId, bytes));

    /// <summary>As <see cref="Reserve"/>, for the vectors of chunks that are stored: it does not do without them.</summary>
    public void Expect(long bytes) => reserved.Add(room.Expect(scope.ProjectId, bytes));

    /// <summary>What was reserved is stored and counted.</summary>
    public void Unreserve()
    {
        reserved.ForEach(r => r.Dispose());
        reserved.Clear();
    }

    /// <summary>From now on it may keep much in memory, if there is room for that now.</summary>
    public bool TryTakeMemory() => (memory ??= shares.Memory.TryEnter(scope.ProjectId)) is not null;

    /// <summary>From now on it may keep much in memory.</summary>
    public async Task TakeMemoryAsync(CancellationToken cancellationToken) =>
        memory ??= await shares.Memory.EnterAsync(scope.ProjectId, isSmall: false, cancellationToken);

    public void Dispose()
    {
        memory?.Dispose();
        ocr.End();
        hold.Dispose();
        Unreserve();
    }
}
