namespace Lectern.Server.Operations;

/// <summary>When this server was started.</summary>
internal sealed class ServerStart(TimeProvider time)
{
    public DateTimeOffset At { get; } = time.GetUtcNow();
}
