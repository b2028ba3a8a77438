using Dapper;
using Lectern.Server.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Platform;

/// <inheritdoc cref="IOwners"/>
internal sealed class SqliteOwners(SqliteDatabase database, Owner owner, TimeProvider time) : IOwners
{
    public Task EnterAsync(CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection => connection.Execute(
            "INSERT INTO owners (id, started_at, heartbeat_at) VALUES (@Id, @now, @now)",
            new { owner.Id, now = time.GetUtcNow().ToUnixTimeMilliseconds() }),
        cancellationToken);

    public Task EndOthersAsync(CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection => connection.Execute("DELETE FROM owners WHERE id <> @Id", owner), cancellationToken);

    public Task BeatAsync(CancellationToken cancellationToken)
    {
        var owns = database.Read(connection => connection.ExecuteScalar<bool>(
            """
            SELECT EXISTS (SELECT 1 FROM turns WHERE last_sequence IS NULL AND owner_id = @Id)
                OR EXISTS (SELECT 1 FROM sync_jobs WHERE owner_id = @Id)
            """,
            owner));
        return !owns ? Task.CompletedTask : database.Writer.WriteAsync(
            connection => Beat(connection, owner, time.GetUtcNow()), cancellationToken);
    }

    /// <summary>Within the transaction that takes something: who has just taken it is not taken for gone.</summary>
    internal static void Beat(WriterConnection connection, Owner owner, DateTimeOffset now) => connection.Statement(
        "UPDATE owners SET heartbeat_at = $2 WHERE id = $1", owner.Id, now.ToUnixTimeMilliseconds()).ExecuteNonQuery();

    /// <summary>Whether the owner in a column is gone; with <see cref="Values"/>.</summary>
    internal static string IsGone(string column) =>
        $"({column} IS NULL OR ({column} <> @owner AND {column} NOT IN (SELECT id FROM owners WHERE heartbeat_at > @expired)))";

    internal static DynamicParameters Values(Owner owner, DateTimeOffset now) =>
        new(new { owner = owner.Id, expired = (now - Owner.Expiry).ToUnixTimeMilliseconds() });
}
