using Lectern.Server.Retrieval;

namespace Lectern.Server.Storage.Sqlite;

/// <inheritdoc cref="IIndexSnapshots"/>
internal sealed class SqliteIndexSnapshots(SqliteIndexContentsFolder contents, SqliteCatalogs catalogs) : IIndexSnapshots
{
    public IIndexSnapshot Open(string indexId, CancellationToken cancellationToken) =>
        new SqliteIndexSnapshot(indexId, contents.Contents(indexId), catalogs, cancellationToken);
}
