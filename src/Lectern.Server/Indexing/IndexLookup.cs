using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Indexing;

/// <summary>The index that a request names.</summary>
internal static class IndexLookup
{
    /// <param name="called">What an index is to the client.</param>
    /// <exception cref="ApiException">404: the key's project has none with this id.</exception>
    public static IndexRow Get(this IIndexes indexes, Scope scope, string id, string called = "Index") =>
        indexes.Find(scope, id) ?? throw ApiException.NotFound(called, id);
}
