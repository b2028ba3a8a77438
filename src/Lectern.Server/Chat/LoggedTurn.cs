namespace Lectern.Server.Chat;

/// <summary>A turn as the log has it. Set by properties, as <see cref="LatestTurn"/> is.</summary>
internal sealed record LoggedTurn
{
    public long FirstSequence { get; init; }

    /// <summary>Of its stop; null while it runs.</summary>
    public long? LastSequence { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long StartedAt { get; init; }

    /// <summary>Where the turn before it in the session begins; null for the first one.</summary>
    public long? PreviousFirst { get; init; }
}
