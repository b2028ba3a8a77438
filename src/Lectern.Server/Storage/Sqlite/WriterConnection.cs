using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>The writer's connection. It keeps the statements of hot paths compiled. For one thread.</summary>
internal sealed class WriterConnection(string connectionString) : SqliteConnection(connectionString)
{
    private readonly Dictionary<string, SqliteCommand> statements = new(StringComparer.Ordinal);

    /// <summary>A statement that is compiled once.</summary>
    /// <param name="sql">With parameters <c>$1</c>, <c>$2</c>, …</param>
    /// <param name="values">Of the parameters in order; null is NULL.</param>
    /// <returns>Owned by the connection: not to be disposed of.</returns>
    public SqliteCommand Statement(string sql, params ReadOnlySpan<object?> values)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            statement = CreateCommand();
            statement.CommandText = sql;
            for (var i = 1; i <= values.Length; i++)
                statement.Parameters.AddWithValue($"${i}", null);
            statements.Add(sql, statement);
        }

        for (var i = 0; i < values.Length; i++)
            statement.Parameters[i].Value = values[i] ?? DBNull.Value;
        return statement;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var statement in statements.Values)
                statement.Dispose();
            statements.Clear();
        }

        base.Dispose(disposing);
    }
}
