using Lectern.Server.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>SQLite's exceptions as the store's own (https://www.sqlite.org/rescode.html).</summary>
internal static class SqliteFaults
{
    private const int Full = 13;
    private const int Constraint = 19;

    /// <returns>Any other exception as it is.</returns>
    public static Exception Of(Exception e) => e is SqliteException sqlite
        ? new StoreException(
            sqlite.SqliteErrorCode switch
            {
                Full => StoreFault.Full,
                Constraint => StoreFault.Conflict,
                _ => StoreFault.Unavailable,
            },
            sqlite)
        : e;
}
