namespace Lectern.Server.Indexing;

/// <summary>What became of the wish to have an earlier generation made live again.</summary>
internal enum RestoreRequest
{
    Asked,
    NoIndex,

    /// <summary>A sync, or a restore, of the index runs or waits.</summary>
    IsSyncing,
}
