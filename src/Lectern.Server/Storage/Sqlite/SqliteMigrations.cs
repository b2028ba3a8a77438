using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>
/// Brings a database to the newest schema. A database's version is its <c>user_version</c>: the number of migrations it has had.
/// All that are missing run in one transaction; a database from a newer program is refused and not touched.
/// </summary>
internal static class SqliteMigrations
{
    /// <exception cref="InvalidOperationException">The database is newer than this program.</exception>
    public static void Apply(SqliteConnection connection, IReadOnlyList<string> migrations)
    {
        using var read = connection.CreateCommand();
        read.CommandText = "PRAGMA user_version";
        var version = Convert.ToInt32(read.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (version > migrations.Count)
        {
            throw new InvalidOperationException(
                $"{connection.DataSource} has schema {version}; this version of "
                + $"Lectern knows {migrations.Count}. Run the newer version.");
        }

        if (version == migrations.Count)
            return;
        SqliteDatabase.Execute(connection, "BEGIN IMMEDIATE");
        foreach (var migration in migrations.Skip(version))
            SqliteDatabase.Execute(connection, migration);
        SqliteDatabase.Execute(connection, $"PRAGMA user_version = {migrations.Count}");
        SqliteDatabase.Execute(connection, "COMMIT");
    }
}
