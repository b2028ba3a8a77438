namespace Lectern.Server.Chat;

/// <summary>A turn's place, or its number in the queue, until it is disposed of.</summary>
internal sealed class TurnPlace(TurnPlaces places, string keyId, long entered, bool isAside = false) : IDisposable
{
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool left;

    public string KeyId => keyId;

    /// <summary>Whether it is one of <see cref="TurnPlaces.TryEnterAside"/>.</summary>
    public bool IsAside => isAside;

    /// <summary>Timestamp of the injected clock.</summary>
    public long Entered => entered;

    /// <summary>Completes when the turn may run.</summary>
    public Task Begun => begun.Task;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref left, true))
            return;
        places.Leave(this);
    }

    internal void Begin() => begun.TrySetResult();
}
