using System.Security.Cryptography;
using Dapper;
using Lectern.Server.Retrieval.Vectors;
using Lectern.Server.Retrieval.Words;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <summary>
/// The manifest of an index: its segments, and the tombstones of chunks that they have and the index has no more. It changes in
/// the transactions that change the chunks.
/// </summary>
internal static class SqliteSegments
{
    /// <summary>More chunks are cut into several segments, between files.</summary>
    private const int MostChunks = 1_000_000;

    /// <summary>Rows that are read in a few milliseconds.</summary>
    private const int Few = 1_000;

    /// <summary>In the order of their chunks.</summary>
    public static IReadOnlyList<SegmentRow> All(SqliteConnection connection) => connection.Query<SegmentRow>(
        "SELECT name, first, last, chunks, live FROM segments ORDER BY first").AsList();

    /// <summary>Ranges of ids, both ends inclusive.</summary>
    public static IReadOnlyList<(long First, long Last)> Tombstones(SqliteConnection connection, SegmentRow segment) =>
        connection.Query<(long, long)>(
            "SELECT first, last FROM tombstones WHERE first BETWEEN @First AND @Last", segment).AsList();

    /// <summary>Notes that a file's chunks are no more, or are about to get other ids.</summary>
    /// <param name="former">The last chunk that a segment may have.</param>
    public static void Remove(SqliteConnection connection, string fileId, long former)
    {
        var (first, last, count) = connection.QueryFirst<(long?, long?, long)>(
            "SELECT min(id), max(id), count(*) FROM chunks WHERE file_id = @fileId AND id <= @former", new { fileId, former });
        if (count == 0)
            return;
        connection.Execute("INSERT INTO tombstones (first, last) VALUES (@first, @last)", new { first, last });
        connection.Execute(
            "UPDATE segments SET live = live - @count WHERE @first BETWEEN first AND last", new { first, count });
    }

    /// <summary>Makes segments of the chunks of some ids, which are in none.</summary>
    /// <param name="written">Gets the path of each catalog before it is written.</param>
    public static void Add(
        string databasePath, SqliteConnection connection, long first, long last, ICollection<string> written)
    {
        DeleteEmpty(connection);
        if (last - first < MostChunks)
        {
            Write(databasePath, connection, first, last, written);
            return;
        }

        var (start, chunks) = (first, 0L);
        foreach (var (end, count) in connection.Query<(long, long)>(
            "SELECT max(id), count(*) FROM chunks WHERE id BETWEEN @first AND @last GROUP BY file_id ORDER BY 1",
            new { first, last }).AsList())
        {
            chunks += count;
            if (chunks < MostChunks)
                continue;
            Write(databasePath, connection, start, end, written);
            (start, chunks) = (end + 1, 0);
        }

        Write(databasePath, connection, start, last, written);
    }

    /// <summary>Makes the segments again that have any of some chunks.</summary>
    /// <param name="changed">Their ids.</param>
    /// <param name="written">Gets the path of each catalog before it is written.</param>
    public static void Renew(
        string databasePath, SqliteConnection connection, IEnumerable<long> changed, ICollection<string> written)
    {
        var ids = changed.Order().ToArray();
        foreach (var segment in All(connection))
        {
            var place = Array.BinarySearch(ids, segment.First);
            var next = place < 0 ? ~place : place;
            if (segment.Live == 0 || next == ids.Length || ids[next] > segment.Last)
                continue;
            Delete(connection, segment);
            Write(databasePath, connection, segment.First, segment.Last, written);
        }
    }

    /// <summary>Has every catalog made again when it is next needed.</summary>
    public static void Rename(SqliteConnection connection)
    {
        foreach (var segment in All(connection))
            connection.Execute("UPDATE segments SET name = @name WHERE name = @Name", new { segment.Name, name = NewName() });
    }

    /// <summary>Writes the catalog of the chunks of some ids that a connection's transaction sees.</summary>
    /// <param name="between">Called between any few of the rows that are read.</param>
    /// <returns>How many there are.</returns>
    public static int WriteCatalog(
        string path, SqliteConnection connection, long name, long first, long last, Action? between = null)
    {
        var keys = new Dictionary<string, ulong>(StringComparer.Ordinal);
        var chunks = new List<(long, int, ulong)>();
        foreach (var (id, number, file) in Rows<(long, long, string)>(
            """
            SELECT c.id, f.rowid, f.id FROM chunks c JOIN files f ON f.id = c.file_id
            WHERE c.id BETWEEN @first AND @last ORDER BY c.id
            """))
        {
            if (!keys.TryGetValue(file, out var key))
                keys.Add(file, key = TermCounts.Hash(file));
            chunks.Add((id, (int)number, key));
        }

        var bytes = connection.ExecuteScalar<long?>(
            "SELECT length(vector) FROM vectors WHERE chunk_id BETWEEN @first AND @last LIMIT 1", new { first, last }) ?? 0;
        ChunkCatalogWriter.Write(path, name, new CatalogSource(
            chunks,
            (int)(bytes / sizeof(float)),
            () => Rows<byte[]>("SELECT terms FROM chunk_terms WHERE chunk_id BETWEEN @first AND @last ORDER BY chunk_id"),
            () => Rows<byte[]?>(
                """
                SELECT v.vector FROM chunks c LEFT JOIN vectors v ON v.chunk_id = c.id
                WHERE c.id BETWEEN @first AND @last ORDER BY c.id
                """)));
        return chunks.Count;

        IEnumerable<T> Rows<T>(string sql)
        {
            var read = 0;
            foreach (var row in connection.Query<T>(sql, new { first, last }, buffered: false))
            {
                yield return row;
                if (++read % Few == 0)
                    between?.Invoke();
            }
        }
    }

    public static void Insert(SqliteConnection connection, SegmentRow segment) => connection.Execute(
        "INSERT INTO segments (name, first, last, chunks, live) VALUES (@Name, @First, @Last, @Chunks, @Live)", segment);

    public static long NewName()
    {
        Span<byte> random = stackalloc byte[sizeof(long)];
        RandomNumberGenerator.Fill(random);
        return BitConverter.ToInt64(random) & long.MaxValue;
    }

    private static void Write(
        string databasePath, SqliteConnection connection, long first, long last, ICollection<string> written)
    {
        if (!connection.ExecuteScalar<bool>(
            "SELECT EXISTS (SELECT 1 FROM chunks WHERE id BETWEEN @first AND @last)", new { first, last }))
            return;
        var name = NewName();
        var path = SegmentFiles.PathOf(databasePath, name);
        written.Add(path);
        var count = WriteCatalog(path, connection, name, first, last);
        Insert(connection, new SegmentRow(name, first, last, count, count));
    }

    private static void Delete(SqliteConnection connection, SegmentRow segment)
    {
        connection.Execute("DELETE FROM segments WHERE name = @Name", segment);
        connection.Execute("DELETE FROM tombstones WHERE first BETWEEN @First AND @Last", segment);
    }

    private static void DeleteEmpty(SqliteConnection connection)
    {
        foreach (var segment in All(connection).Where(s => s.Live == 0))
            Delete(connection, segment);
    }
}
