using Lectern.Server.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>SQLite's exceptions as the store's own (https://www.sqlite.org/rescode.html).</summary>
internal static class SqliteFaults
{
    private const int Full = 13;
    private const int Constraint = 19;

    /// <summary>What a value can cause (error, too big, constraint, mismatch, range); the others are the store's own.</summary>
    private static readonly int[] OfValues = [1, 18, Constraint, 20, 25];

    /// <summary>Whether another value can be expected to fare better.</summary>
    public static bool IsOfValue(SqliteException e) => OfValues.Contains(e.SqliteErrorCode);

    /// <returns>Any other exception as it is.</returns>
    public static Exception Of(Exception e) => e is SqliteException sqlite
        ? new StoreException(sqlite.SqliteErrorCode == Full ? StoreFault.Full : StoreFault.Unavailable, sqlite)
        : e;

    /// <summary>Does what is named with SQLite's exceptions as the store's own.</summary>
    public static T Translated<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw Of(e);
        }
    }

    /// <inheritdoc cref="Translated{T}(Func{T})"/>
    public static void Translated(Action work) => Translated(() =>
    {
        work();
        return true;
    });

    /// <summary>The items, with what SQLite throws while it gives them as the store's own exceptions.</summary>
    public static IEnumerable<T> Translated<T>(IEnumerable<T> items)
    {
        using var next = items.GetEnumerator();
        while (Translated(next.MoveNext))
            yield return next.Current;
    }

    /// <inheritdoc cref="Translated{T}(Func{T})"/>
    public static async Task<T> TranslatedAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (SqliteException e)
        {
            throw Of(e);
        }
    }
}
