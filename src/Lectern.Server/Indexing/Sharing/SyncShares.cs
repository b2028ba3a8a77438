namespace Lectern.Server.Indexing.Sharing;

/// <summary>
/// What the syncs of all projects share: each stage of a sync has places of its own. Nobody waits for one place in another.
/// Thread-safe.
/// </summary>
internal sealed class SyncShares(ParserPlaces parsers)
{
    /// <summary>For the files, one by one.</summary>
    public ParserPlaces Parsers => parsers;

    /// <summary>For the comparison of a directory with its index.</summary>
    public FairPlaces Planning { get; } = new(places: 2, perProject: 1);

    /// <summary>For the batches of chunks, and of texts that a client sends to be embedded, one by one.</summary>
    public FairPlaces Embedding { get; } = new(places: 2, perProject: 1);

    /// <summary>For the swaps.</summary>
    public FairPlaces Writing { get; } = new(places: 2, perProject: 1);

    /// <summary>For whole syncs that need much memory while they wait for the others.</summary>
    public FairPlaces Memory { get; } = new(places: 16, perProject: 2);
}
