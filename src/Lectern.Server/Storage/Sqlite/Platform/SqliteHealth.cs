using Lectern.Server.Platform;

namespace Lectern.Server.Storage.Sqlite.Platform;

/// <inheritdoc cref="IStoreHealth"/>
internal sealed class SqliteHealth(SqliteDatabase database) : IStoreHealth
{
    public async Task<string?> FaultAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.Writer.WriteAsync(_ => { }, cancellationToken);
            return null;
        }
        catch (StoreException e)
        {
            return $"The database cannot be written: {e.Message}";
        }
    }
}
