using System.Security.Cryptography;
using Dapper;
using Lectern.Server.Platform;

namespace Lectern.Server.Storage.Sqlite.Platform;

/// <inheritdoc cref="ISecrets"/>
internal sealed class SqliteSecrets(SqliteDatabase database) : ISecrets
{
    public Task<byte[]> FindOrMakeAsync(string name, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection =>
        {
            var value = RandomNumberGenerator.GetBytes(ISecrets.Bytes);
            connection.Execute("INSERT OR IGNORE INTO secrets VALUES (@name, @value)", new { name, value });
            return connection.QueryFirst<byte[]>("SELECT value FROM secrets WHERE name = @name", new { name });
        },
        cancellationToken,
        Durability.Power);
}
