using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>
/// Deletes a session; a turn that runs in it ends first, so that whoever follows it sees that. With the last session of a chat
/// goes the chat's own index. Thread-safe.
/// </summary>
internal sealed class SessionRemoval(
    ISessions sessions, LiveTurns turns, IChatIndexes own, ChatIndexes indexes, IEnumerable<ISessionTraces> traces)
{
    private static readonly TimeSpan TurnEndsWithin = TimeSpan.FromSeconds(5);

    /// <returns>Whether there was one.</returns>
    public async Task<bool> RemoveAsync(Scope scope, string sessionId, CancellationToken cancellationToken)
    {
        if (sessions.Find(scope, sessionId) is null)
            return false;
        if (turns.Find(sessionId) is { } turn)
        {
            turn.Cancel(TurnInterruption.Cancelled);
            await Task.WhenAny(turn.Ended, Task.Delay(TurnEndsWithin, cancellationToken));
        }

        var index = own.Find(scope, sessionId);
        var isGone = await sessions.DeleteAsync(scope, sessionId, cancellationToken);
        foreach (var trace in traces)
            trace.Forget(scope, sessionId);
        if (index is not null)
            await indexes.RemoveIfLeftAsync(scope, index, CancellationToken.None);
        return isGone;
    }
}
