using Dapper;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <summary>
/// Joins segments, beside syncs and searches: the catalog is written from what one transaction reads, and takes the place of
/// the others in a second one if they still stand. What a generation holds does not change by it.
/// </summary>
internal static class SqliteMerges
{
    /// <summary>
    /// In all, in one merge: however much is asked, its transaction ends, which keeps all that is written meanwhile in the
    /// write-ahead log.
    /// </summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(10);

    /// <param name="giveWay">Called between any few of the rows that are read, until that has taken long.</param>
    /// <returns>False when there was nothing to join, or a sync that is still running changed what there was.</returns>
    public static bool RunOne(
        string databasePath, Func<SqliteConnection> open, Action? giveWay, TimeProvider time, CancellationToken cancellationToken)
    {
        using var connection = open();
        using var interrupt = cancellationToken.Register(() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle));
        var name = SqliteSegments.NewName();
        var path = SegmentFiles.PathOf(databasePath, name);
        var given = TimeSpan.Zero;
        try
        {
            if (Write(connection, path, name, Between) is not { } written)
                return false;
            cancellationToken.ThrowIfCancellationRequested();
            var taken = TakePlace(connection, written);
            if (taken)
                SegmentFiles.Delete(databasePath, written.Joined);
            if (!taken || !File.Exists(databasePath))
                SegmentFiles.Delete(path);
            return taken;
        }
        catch (Exception e)
        {
            SegmentFiles.Delete(path);
            if (e is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_INTERRUPT })
                cancellationToken.ThrowIfCancellationRequested();
            throw;
        }

        void Between()
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (giveWay is null || given >= LongestWay)
                return;
            var began = time.GetTimestamp();
            giveWay();
            given += time.GetElapsedTime(began);
        }
    }

    private static Merge? Write(SqliteConnection connection, string path, long name, Action between)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        var joined = MergePlan.Choose(SqliteSegments.All(connection));
        if (joined.Count == 0)
            return null;
        var (first, last) = (joined[0].First, joined[^1].Last);
        var gone = joined.SelectMany(s => SqliteSegments.Tombstones(connection, s)).Select(t => t.First).ToList();
        var count = SqliteSegments.WriteCatalog(path, connection, name, first, last, between);
        return new Merge(new SegmentRow(name, first, last, count, count), joined, gone);
    }

    /// <summary>Chunks that went meanwhile have tombstones that stay.</summary>
    /// <returns>False when a sync has made one of the joined segments again, or is writing for long.</returns>
    private static bool TakePlace(SqliteConnection connection, Merge merge)
    {
        try
        {
            return TryTakePlace(connection, merge);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_BUSY)
        {
            return false;
        }
    }

    private static bool TryTakePlace(SqliteConnection connection, Merge merge)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var now = SqliteSegments.All(connection);
        var present = now.IntersectBy(merge.Joined.Select(s => s.Name), s => s.Name).ToList();
        var missing = merge.Joined.ExceptBy(present.Select(s => s.Name), s => s.Name).ToList();
        if (missing.Exists(m => now.Any(s => s.First <= m.Last && m.First <= s.Last)))
            return false;
        connection.Execute("DELETE FROM segments WHERE name = @Name", present);
        connection.Execute("DELETE FROM tombstones WHERE first = @first", merge.Gone.Select(first => new { first }));

        // The last chunk of these went: the whole has them without tombstones of their own.
        connection.Execute("INSERT OR REPLACE INTO tombstones (first, last) VALUES (@First, @Last)", missing);
        SqliteSegments.Insert(connection, merge.Whole with { Live = present.Sum(s => s.Live) });
        connection.Execute("UPDATE generation SET revision = revision + 1");
        transaction.Commit();
        return true;
    }

    /// <param name="Gone">Where the tombstones begin whose chunks are not in the whole.</param>
    private sealed record Merge(SegmentRow Whole, IReadOnlyList<SegmentRow> Joined, IReadOnlyList<long> Gone);
}
