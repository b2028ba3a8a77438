namespace Lectern.Server.Retrieval.Vectors;

/// <summary>Keeps the catalogs of a generation mapped until it is disposed.</summary>
internal sealed class CatalogLease(IndexCatalog catalog, Action giveBack) : IDisposable
{
    public IndexCatalog Catalog { get; } = catalog;

    public void Dispose() => giveBack();
}
