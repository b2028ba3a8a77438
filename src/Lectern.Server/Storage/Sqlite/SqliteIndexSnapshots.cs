using Lectern.Server.Indexing;
using Lectern.Server.Retrieval;

namespace Lectern.Server.Storage.Sqlite;

/// <inheritdoc cref="IIndexSnapshots"/>
internal sealed class SqliteIndexSnapshots(SqliteIndexContentsFolder contents, SqliteCatalogs catalogs) : IIndexSnapshots
{
    public IIndexSnapshot Open(IndexKey index, CancellationToken cancellationToken) =>
        new SqliteIndexSnapshot(contents.Contents(index), catalogs, cancellationToken);
}
