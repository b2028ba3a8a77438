namespace Lectern.Server.Retrieval.Vectors;

/// <summary>Keeps a catalog mapped until it is disposed.</summary>
internal sealed class CatalogLease(ChunkCatalog catalog, Action giveBack) : IDisposable
{
    public ChunkCatalog Catalog { get; } = catalog;

    public void Dispose() => giveBack();
}
