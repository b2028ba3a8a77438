namespace Lectern.Server.Indexing;

/// <summary>
/// An index that a store has found: the right to its contents, which no id of a request gives. Only an index's row, found in the
/// caller's project, and the lease of a sync make one, and only stores make those. What the server does by itself gets those of
/// every project (<see cref="IIndexes.AllKeys"/>, <see cref="ISyncLeases"/>); no endpoint asks for them, which a test holds.
/// </summary>
internal sealed record IndexKey
{
    private IndexKey(string id) => Id = id;

    public string Id { get; }

    public static IndexKey Of(IndexRow index) => new(index.Id);

    public static IndexKey Of(SyncJob job) => new(job.IndexId);

    public override string ToString() => Id;
}
