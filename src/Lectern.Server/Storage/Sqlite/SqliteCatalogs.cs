using Dapper;
using Lectern.Server.Retrieval.Vectors;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>
/// The catalogs of the indexes that are searched: made by a sync's swap, mapped when a search first needs them, and let go when
/// others were needed since. Thread-safe.
/// </summary>
internal sealed class SqliteCatalogs : IDisposable
{
    /// <summary>Mapped at once; the one in use is kept however large it is.</summary>
    private const long MaxBytes = 256L * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly LinkedList<Entry> entries = [];

    /// <summary>The catalog of the generation that a connection's transaction sees. Dispose the lease.</summary>
    /// <param name="databasePath">Of the index's contents.</param>
    public CatalogLease Lease(string databasePath, SqliteConnection connection)
    {
        var generation = connection.ExecuteScalar<long>("SELECT number FROM generation");
        lock (gate)
        {
            var entry = entries.FirstOrDefault(e => e.DatabasePath == databasePath && e.Catalog.Generation == generation);
            if (entry is null)
            {
                entry = new Entry(databasePath, OpenOrMake(databasePath, connection, generation));
                var old = entries.Where(e => e.DatabasePath == databasePath && e.Catalog.Generation < generation);
                foreach (var gone in old.ToList())
                    Drop(gone);
            }
            else
            {
                entries.Remove(entry);
            }

            entries.AddFirst(entry);
            entry.Users++;
            while (entries.Count > 1 && entries.Sum(e => e.Catalog.Bytes) > MaxBytes)
                Drop(entries.Last!.Value);
            return new CatalogLease(entry.Catalog, () => Return(entry));
        }
    }

    /// <summary>Writes the catalog of a generation that is about to be committed.</summary>
    public static void Write(string databasePath, SqliteConnection connection)
    {
        var generation = connection.ExecuteScalar<long>("SELECT number FROM generation");
        Write(PathOf(databasePath, generation), connection, generation);
    }

    /// <summary>Deletes the files of generations that are no more; a reader that has one mapped keeps it.</summary>
    public static void DeleteAllBut(string databasePath, long? generation)
    {
        var kept = generation is { } number ? PathOf(databasePath, number) : null;
        var pattern = Path.GetFileNameWithoutExtension(databasePath) + ".*.catalog*";
        foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(databasePath)!, pattern).Where(p => p != kept))
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (OperatingSystem.IsWindows() && e is IOException or UnauthorizedAccessException)
            {
                // Windows keeps a file that is mapped; the next swap deletes it.
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var entry in entries.ToList())
                Drop(entry);
        }
    }

    private static ChunkCatalog OpenOrMake(string databasePath, SqliteConnection connection, long generation)
    {
        var path = PathOf(databasePath, generation);
        if (ChunkCatalog.Open(path, generation) is { } catalog)
            return catalog;

        // Not there (an index of an earlier version), damaged, or just removed by the next generation's swap.
        var own = $"{path}.{Guid.CreateVersion7():n}";
        Write(own, connection, generation);
        var made = ChunkCatalog.Open(own, generation) ?? throw new InvalidDataException($"The catalog {own} cannot be read.");
        File.Move(own, path, overwrite: true);
        return made;
    }

    private static void Write(string path, SqliteConnection connection, long generation)
    {
        var chunks = connection.Query<(long, long)>(
            "SELECT c.id, f.rowid FROM chunks c JOIN files f ON f.id = c.file_id ORDER BY c.id").Select(c => (
                c.Item1, (int)c.Item2)).ToList();
        var bytes = connection.ExecuteScalar<long?>("SELECT length(vector) FROM vectors LIMIT 1") ?? 0;
        ChunkCatalogWriter.Write(path, generation, new CatalogSource(
            chunks,
            (int)(bytes / sizeof(float)),
            () => connection.Query<byte[]>("SELECT terms FROM chunk_terms ORDER BY chunk_id", buffered: false),
            () => connection.Query<byte[]?>(
                "SELECT v.vector FROM chunks c LEFT JOIN vectors v ON v.chunk_id = c.id ORDER BY c.id", buffered: false)));
    }

    private static string PathOf(string databasePath, long generation) =>
        Path.ChangeExtension(databasePath, FormattableString.Invariant($".{generation}.catalog"));

    private void Drop(Entry entry)
    {
        entries.Remove(entry);
        entry.IsDropped = true;
        if (entry.Users == 0)
            entry.Catalog.Dispose();
    }

    private void Return(Entry entry)
    {
        lock (gate)
        {
            if (--entry.Users == 0 && entry.IsDropped)
                entry.Catalog.Dispose();
        }
    }

    private sealed class Entry(string databasePath, ChunkCatalog catalog)
    {
        public string DatabasePath { get; } = databasePath;

        public ChunkCatalog Catalog { get; } = catalog;

        public int Users { get; set; }

        public bool IsDropped { get; set; }
    }
}
