using Lectern.Server.Indexing;

namespace Lectern.Server.Retrieval;

/// <summary>Opens indexes for searches. Thread-safe.</summary>
internal interface IIndexSnapshots
{
    /// <summary>The live generation of an index; dispose it.</summary>
    /// <param name="cancellationToken">Interrupts what is read through it.</param>
    IIndexSnapshot Open(IndexKey index, CancellationToken cancellationToken);
}
