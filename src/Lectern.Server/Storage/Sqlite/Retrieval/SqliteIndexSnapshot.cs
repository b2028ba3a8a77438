using Dapper;
using Lectern.Server.Retrieval;
using Lectern.Server.Retrieval.Vectors;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Retrieval;

/// <inheritdoc cref="IIndexSnapshot"/>
internal sealed class SqliteIndexSnapshot : IIndexSnapshot
{
    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly CatalogLease lease;
    private readonly CancellationTokenRegistration interrupt;

    /// <param name="connection">Owned from now on, unless this throws.</param>
    public SqliteIndexSnapshot(
        SqliteConnection connection, string databasePath, SqliteCatalogs catalogs, CancellationToken cancellationToken)
    {
        this.connection = connection;
        transaction = connection.BeginTransaction(deferred: true);
        lease = catalogs.Lease(databasePath, connection);
        Model = connection.ExecuteScalar<string?>("SELECT model FROM generation");
        interrupt = cancellationToken.Register(() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle));
    }

    public string? Model { get; }

    public IndexCatalog Catalog => lease.Catalog;

    public IReadOnlyList<string> FileIds() =>
        SqliteFaults.Translated(() => connection.Query<string>("SELECT id FROM files").AsList());

    public bool[]? Allowed(PassageFilter? filter, IReadOnlyCollection<string> departed) => SqliteFaults.Translated(() =>
    {
        if (filter is null && departed.Count == 0)
            return null;
        var parameters = new DynamicParameters();
        var where = SqliteFilters.Where(filter, departed, parameters);
        var files = connection.Query<long>($"SELECT ff.rowid FROM files ff WHERE 1 = 1{where}", parameters).ToHashSet();
        var allowed = new bool[Catalog.Count];
        foreach (var segment in Catalog.Segments)
        {
            var first = segment.First;
            foreach (var file in segment.Catalog.Files)
                allowed[first++] = files.Contains(file);
        }

        return allowed;
    });

    public float[][] Vectors(IReadOnlyList<int> ordinals) => SqliteFaults.Translated(() =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT vector FROM vectors WHERE chunk_id = $id";
        var id = command.Parameters.Add("$id", SqliteType.Integer);
        var vectors = new float[ordinals.Count][];
        for (var i = 0; i < vectors.Length; i++)
        {
            id.Value = Catalog.Id(ordinals[i]);
            vectors[i] = command.ExecuteScalar() is byte[] stored ? Int8Vector.Floats(stored).ToArray() : [];
        }

        return vectors;
    });

    public Passage Passage(int ordinal, double score) => SqliteFaults.Translated(() => connection.QueryFirst<PassageRow>(
        """
        SELECT c.file_id, f.name, f.metadata, c.position, c.start_char, c.end_char, c.page_start, c.page_end, c.token_count,
            c.heading_path, c.content
        FROM chunks c JOIN files f ON f.id = c.file_id WHERE c.id = @id
        """,
        new { id = Catalog.Id(ordinal) }).ToPassage(score));

    public void Dispose()
    {
        interrupt.Dispose();
        transaction.Dispose();
        connection.Dispose();
        lease.Dispose();
    }
}
