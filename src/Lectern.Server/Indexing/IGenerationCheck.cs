namespace Lectern.Server.Indexing;

/// <summary>
/// Compares what is said of each index with the contents that are there. They are two stores: a kill can come between the commits
/// of one and the other, and a backup can restore one without the other.
/// </summary>
internal interface IGenerationCheck
{
    /// <summary>
    /// An index whose contents are not the ones that are named is syncing from now on and searched by nobody until a sync has
    /// made them again. Before anything looks at an index.
    /// </summary>
    /// <returns>The names of these indexes.</returns>
    Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken);
}
