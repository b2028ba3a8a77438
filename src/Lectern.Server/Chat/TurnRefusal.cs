namespace Lectern.Server.Chat;

/// <summary>Why a server takes no new turn now. A closed set.</summary>
internal abstract record TurnRefusal
{
    private TurnRefusal()
    {
    }

    /// <summary>The key has as many turns as it may.</summary>
    internal sealed record KeyIsFull(int? Turns) : TurnRefusal;

    internal sealed record QueueIsFull : TurnRefusal;

    internal sealed record DiskIsFull : TurnRefusal;

    internal sealed record ShuttingDown : TurnRefusal;
}
