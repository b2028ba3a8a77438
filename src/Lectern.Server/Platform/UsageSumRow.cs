namespace Lectern.Server.Platform;

/// <summary>What was used. Set by properties: its columns are computed.</summary>
internal sealed record UsageSumRow
{
    /// <summary>Of the day, the key or the session.</summary>
    public string Name { get; init; } = "";

    public long Turns { get; init; }

    /// <summary>Calls of the model.</summary>
    public long Steps { get; init; }

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }
}
