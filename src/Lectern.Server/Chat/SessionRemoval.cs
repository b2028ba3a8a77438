using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>Deletes a session; a turn that runs in it ends first, so that whoever follows it sees that. Thread-safe.</summary>
internal sealed class SessionRemoval(ISessions sessions, LiveTurns turns)
{
    private static readonly TimeSpan TurnEndsWithin = TimeSpan.FromSeconds(5);

    /// <returns>Whether there was one.</returns>
    public async Task<bool> RemoveAsync(Scope scope, string sessionId, CancellationToken cancellationToken)
    {
        if (sessions.Find(scope, sessionId) is null)
            return false;
        if (turns.Find(sessionId) is { } turn)
        {
            turn.Cancel(TurnEnd.Cancelled);
            await Task.WhenAny(turn.Ended, Task.Delay(TurnEndsWithin, cancellationToken));
        }

        return await sessions.DeleteAsync(scope, sessionId, cancellationToken);
    }
}
