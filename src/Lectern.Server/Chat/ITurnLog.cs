using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>
/// The durable log of turns: what was appended is what every reader sees, live, resumed or as history. An append returns once it
/// is committed. Thread-safe; the events of one turn are appended by one owner, the holder of its lease.
/// </summary>
internal interface ITurnLog
{
    /// <summary>UTF-16 units of JSON that one read gives, about.</summary>
    const int MaxReadCharacters = 128 * 1024;

    /// <summary>Appends one event of a running turn and gives it its number.</summary>
    /// <exception cref="TurnLostException">The turn ended, its session was deleted, or another owner has it.</exception>
    Task AppendAsync(TurnLease lease, LoggedEvent next, CancellationToken cancellationToken);

    /// <summary>Appends the whole <c>text</c> or <c>thinking</c>, in place of the <paramref name="deltas"/> before it.</summary>
    /// <param name="deltas">Their lengths in UTF-16 units; they have the numbers just before <paramref name="whole"/>'s.</param>
    /// <exception cref="TurnLostException">As in <see cref="AppendAsync"/>.</exception>
    Task AppendWholeAsync(TurnLease lease, LoggedEvent whole, IReadOnlyList<int> deltas, CancellationToken cancellationToken);

    /// <summary>
    /// Appends the <c>stop</c>, ends the turn and notes the run in its session, in one commit that survives power loss. Deltas
    /// that no whole event replaced (the disk was full, the server was killed) get theirs before the stop.
    /// </summary>
    /// <returns>What was appended: the stop is last.</returns>
    /// <exception cref="TurnLostException">As in <see cref="AppendAsync"/>.</exception>
    Task<IReadOnlyList<LoggedEvent>> FinishAsync(
        TurnLease lease, StopEvent stop, JobMetadata job, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Keeps what a turn's whole steps have used, for the case that it is interrupted and for the ledger.</summary>
    Task NoteUsageAsync(TurnLease lease, AgentUsage used, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps a citation of the text that is being written, for the case that it is interrupted: before the delta with its mark is
    /// appended. Those whose mark was not appended under the same lease are forgotten.
    /// </summary>
    Task NoteCitationAsync(TurnLease lease, Citation citation, CancellationToken cancellationToken);

    /// <summary>
    /// Rows after a position, in order, about <see cref="MaxReadCharacters"/> of them at most and at least one where there is
    /// one. A row can stand for the deltas before it: see <see cref="TurnReplay"/>.
    /// </summary>
    IReadOnlyList<EventRow> ReadAfter(Scope scope, string sessionId, long position);

    /// <summary>A session's history: every event but the deltas, in order.</summary>
    IReadOnlyList<LoggedEvent> ReadHistory(Scope scope, string sessionId);

    /// <summary>The turn that begins with this number; null when none does.</summary>
    LoggedTurn? FindTurn(Scope scope, string sessionId, long firstSequence);

    /// <summary>One turn's part of the history, up to its stop.</summary>
    IReadOnlyList<LoggedEvent> ReadTurn(Scope scope, string sessionId, long firstSequence);

    /// <summary>Whether a turn has no stop yet; false as well when there is no such turn.</summary>
    bool IsRunning(Scope scope, string sessionId, long firstSequence);

    /// <summary>The latest turn of a session and the log's last number; null when there was no turn.</summary>
    LatestTurn? FindLatest(Scope scope, string sessionId);
}
