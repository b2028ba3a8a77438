using Lectern.Server.Retrieval;

namespace Lectern.Server.Chat;

/// <summary>A session's latest turn. Set by properties, as <see cref="PassageRow"/> is: one column is computed.</summary>
internal sealed record LatestTurn
{
    public long FirstSequence { get; init; }

    /// <summary>Of its stop; null while it runs.</summary>
    public long? LastSequence { get; init; }

    /// <summary>The number of the log's last event.</summary>
    public long End { get; init; }
}
