using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>Who runs a turn that has no stop yet: one owner at a time, three in all. Thread-safe.</summary>
internal interface ITurnLeases
{
    /// <summary>Whether a turn has no owner that lives.</summary>
    bool IsAnyLeft();

    /// <summary>
    /// Takes over the turns that no living owner has. One of whose current step nothing was shown goes on from the log. Of the
    /// others what was said is kept as <c>text</c> (or <c>thinking</c>), and the stop says why.
    /// </summary>
    Task<RecoveredTurns> TakeOverAsync(CancellationToken cancellationToken);

    /// <summary>Has the running turn of a session cancelled, by whoever runs it.</summary>
    /// <returns>The number of its <c>user_input</c>; null when none runs.</returns>
    Task<long?> CancelAsync(Scope scope, string sessionId, CancellationToken cancellationToken);

    /// <summary>The turns that this server has and is to cancel.</summary>
    IReadOnlyList<TurnLease> Cancelled();
}
