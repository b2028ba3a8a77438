namespace Lectern.Client;

/// <summary>How a prompt is asked.</summary>
public sealed class ChatStreamOptions
{
    /// <summary>At most 10. Null uses the session's own set; an unbound session needs them in every message.</summary>
    public IReadOnlyList<string>? IndexIds { get; init; }

    /// <summary>
    /// True stops the turn with an error when an index cannot be searched, where false skips it. Default false.
    /// </summary>
    public bool RequireAllIndexes { get; init; }

    /// <summary>
    /// One of <see cref="ServerOperations.GetModelsAsync"/>, which the session remembers; null for the session's. Not every
    /// server has it.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>
    /// When this token is cancelled, the server is asked to end the turn. The stream goes on to its
    /// <see cref="Contracts.StopEvent"/>, whose <c>Cancelled</c> is then true, and what was said is kept.
    /// </summary>
    public CancellationToken EndTurn { get; init; }

    /// <summary>Told when the connection broke and will be made again; the next event says that it was.</summary>
    public IProgress<StreamInterruption>? Interrupted { get; init; }

    /// <summary>
    /// A second prompt with the same key joins the first one's turn. At most 255 characters; null makes a new one, so that a
    /// prompt whose response was lost is never asked twice.
    /// </summary>
    public string? IdempotencyKey { get; init; }
}
