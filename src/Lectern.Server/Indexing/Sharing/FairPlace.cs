namespace Lectern.Server.Indexing.Sharing;

/// <summary>A place, or one in the queue for it, until it is disposed of.</summary>
internal sealed class FairPlace(FairPlaces places, string projectId, bool isSmall) : IDisposable
{
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool left;

    public string ProjectId => projectId;

    public bool IsSmall { get; internal set; } = isSmall;

    /// <summary>Which of the places it is, from 0.</summary>
    public int Number { get; private set; }

    /// <summary>Completes when the work may begin.</summary>
    public Task Begun => begun.Task;

    /// <inheritdoc cref="FairPlaces.TryGrow"/>
    public bool TryGrow() => places.TryGrow(this);

    public void Dispose()
    {
        if (!Interlocked.Exchange(ref left, true))
            places.Leave(this);
    }

    internal void Begin(int number)
    {
        Number = number;
        begun.SetResult();
    }
}
