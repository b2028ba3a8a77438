using Lectern.Server.Indexing;
using Lectern.Server.Retrieval;
using Lectern.Server.Storage.Sqlite.Indexing;

namespace Lectern.Server.Storage.Sqlite.Retrieval;

/// <inheritdoc cref="IIndexSnapshots"/>
internal sealed class SqliteIndexSnapshots(SqliteIndexContentsFolder contents, SqliteCatalogs catalogs) : IIndexSnapshots
{
    public IIndexSnapshot Open(IndexKey index, CancellationToken cancellationToken) =>
        Open(contents.Contents(index), cancellationToken);

    private SqliteIndexSnapshot Open(SqliteIndexContents opened, CancellationToken cancellationToken) => opened.Hold(
        connection => new SqliteIndexSnapshot(connection, opened.DatabasePath, catalogs, cancellationToken));
}
