using Dapper;
using Lectern.Server.Indexing;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <summary>
/// Forgets generations and what is kept for them alone, in steps that are short: a sync waits for one of them at most.
/// </summary>
internal static class SqliteForgetting
{
    /// <summary>Rows that one step deletes, about.</summary>
    private const int Few = 200;

    /// <summary>Whether some generation that is still known had what is kept; <c>k</c> is its row.</summary>
    private const string IsOfNone =
        "NOT EXISTS (SELECT 1 FROM generations g WHERE g.number >= k.since AND g.number < k.until)";

    /// <returns>Whether something was forgotten: there may be more. False too while a sync is writing for long.</returns>
    public static bool RunOne(SqliteConnection connection, KeptGenerations limits, DateTimeOffset now)
    {
        try
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            var forgot = ForgetOld(connection, limits, now) | ForgetFiles(connection) | ForgetDescriptions(connection)
                || ForgetOldest(connection);
            transaction.Commit();
            return forgot;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_BUSY)
        {
            return false;
        }
    }

    /// <summary>The last generation of each of the last syncs stays, and whichever was live not long ago.</summary>
    private static bool ForgetOld(SqliteConnection connection, KeptGenerations limits, DateTimeOffset now) => connection.Execute(
        """
        DELETE FROM generations WHERE replaced_at IS NOT NULL AND (NOT @KeepsAny OR (replaced_at <= @before AND number NOT IN (
            SELECT max(number) FROM generations GROUP BY first ORDER BY first DESC LIMIT @Count)))
        """,
        new { limits.KeepsAny, limits.Count, before = (now - KeptGenerations.Age).ToUnixTimeMilliseconds() }) > 0;

    /// <summary>
    /// A file whose changes come all day long would fill the disk: the oldest goes, however young it is. A scan may have many
    /// pictures and no passage; for pictures alone the one before the live one stays, as a folder may have been emptied by
    /// mistake.
    /// </summary>
    private static bool ForgetOldest(SqliteConnection connection) => connection.Execute(
        """
        DELETE FROM generations WHERE replaced_at IS NOT NULL
            AND number = (SELECT min(number) FROM generations)
            AND (SELECT sum(bytes) FROM kept_files) > @LeastBytes
            AND ((SELECT sum(chunks) FROM kept_files) > (SELECT max(chunks) FROM generations)
                OR (number < (SELECT max(number) FROM generations WHERE replaced_at IS NOT NULL)
                    AND (SELECT sum(size) FROM kept_attachments)
                        > max(@LeastBytes, (SELECT coalesce(sum(size), 0) FROM attachments))))
        """,
        new { KeptGenerations.LeastBytes }) > 0;

    private static bool ForgetFiles(SqliteConnection connection)
    {
        var left = Few;
        while (left > 0 && connection.ExecuteScalar<long?>(
            $"SELECT number FROM kept_files k WHERE {IsOfNone} LIMIT 1") is { } kept)
        {
            left -= DeleteSome(connection, kept, left);
        }

        return left < Few;
    }

    /// <returns>How many rows: the file's own only when it was the last.</returns>
    private static int DeleteSome(SqliteConnection connection, long kept, int most)
    {
        var deleted = connection.Execute(
            "DELETE FROM kept_chunks WHERE number IN (SELECT number FROM kept_chunks WHERE kept = @kept LIMIT @most)",
            new { kept, most });
        if (deleted < most)
        {
            deleted += connection.Execute(
                """
                DELETE FROM kept_boxes WHERE kept = @kept;
                DELETE FROM kept_attachments WHERE kept = @kept;
                DELETE FROM kept_files WHERE number = @kept;
                """,
                new { kept });
        }

        return deleted;
    }

    private static bool ForgetDescriptions(SqliteConnection connection) => connection.Execute(
        $"""
        DELETE FROM kept_descriptions WHERE rowid IN (SELECT k.rowid FROM kept_descriptions k WHERE {IsOfNone} LIMIT {Few})
        """) > 0;
}
