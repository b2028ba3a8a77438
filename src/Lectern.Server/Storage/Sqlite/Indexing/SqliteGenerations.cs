using Dapper;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <summary>The generations of an index that can be made live again, with the live one.</summary>
internal static class SqliteGenerations
{
    private const string Columns = """
        number, created_at, replaced_at, first, restored, files, failed, chunks, embedded,
        EXISTS (SELECT 1 FROM generations l WHERE l.first = generations.first AND l.number > generations.number) AS is_step
        """;

    /// <summary>Latest first.</summary>
    public static IReadOnlyList<IndexGeneration> List(SqliteConnection connection, long before, int limit) =>
        [.. connection.Query<Row>(
            $"SELECT {Columns} FROM generations WHERE number < @before ORDER BY number DESC LIMIT @limit",
            new { before, limit }).Select(r => r.ToGeneration())];

    public static IndexGeneration? Find(SqliteConnection connection, long number) => connection.QueryFirstOrDefault<Row>(
        $"SELECT {Columns} FROM generations WHERE number = @number", new { number })?.ToGeneration();

    /// <summary>The first generation of the sync or restore that left the live one.</summary>
    public static IndexGeneration? FindFirstOfLive(SqliteConnection connection) => connection.QueryFirstOrDefault<Row>(
        $"""
        SELECT {Columns} FROM generations
        WHERE number = (SELECT first FROM generations WHERE number = (SELECT number FROM generation))
        """)?.ToGeneration();

    public static long Live(SqliteConnection connection) =>
        connection.ExecuteScalar<long>("SELECT number FROM generation");

    /// <summary>Notes the generation that a swap has made, once its segments are there.</summary>
    /// <param name="goesOn">Whether the same sync made the one before it.</param>
    /// <param name="restored">The one that it makes live again.</param>
    /// <param name="keeps">Whether the others can be made live again.</param>
    public static void Note(SqliteConnection connection, DateTimeOffset now, bool goesOn, long? restored, bool keeps)
    {
        var at = now.ToUnixTimeMilliseconds();
        if (!keeps)
            connection.Execute("DELETE FROM generations");
        connection.Execute(
            """
            UPDATE generations SET replaced_at = @at WHERE replaced_at IS NULL;
            INSERT INTO generations (number, created_at, first, restored, files, failed, chunks, embedded)
            SELECT g.number, @at,
                iif(@goesOn, coalesce((SELECT first FROM generations WHERE number = g.number - 1), g.number), g.number),
                @restored,
                (SELECT count(*) FROM files), (SELECT count(*) FROM files WHERE reason IS NOT NULL), s.live,
                s.live - (SELECT count(*) FROM unembedded)
            FROM generation g, (SELECT coalesce(sum(live), 0) AS live FROM segments) s
            """,
            new { at, goesOn, restored });
    }

    /// <summary>Set by properties: a column is computed.</summary>
    private sealed record Row
    {
        public long Number { get; init; }

        public long CreatedAt { get; init; }

        public long? ReplacedAt { get; init; }

        public long First { get; init; }

        public long? Restored { get; init; }

        public long Files { get; init; }

        public long Failed { get; init; }

        public long Chunks { get; init; }

        public long Embedded { get; init; }

        public long IsStep { get; init; }

        public IndexGeneration ToGeneration() => new(
            Number, UnixTime.At(CreatedAt), UnixTime.At(ReplacedAt), First, Restored, (int)Files, (int)Failed, (int)Chunks,
            (int)Embedded)
        {
            IsStep = IsStep != 0,
        };
    }
}
