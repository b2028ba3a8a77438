using Dapper;
using Lectern.Server.Indexing;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <inheritdoc cref="IGenerationCheck"/>
internal sealed class SqliteGenerationCheck(
    SqliteDatabase database, SqliteIndexes indexes, SqliteIndexContentsFolder contents, TimeProvider time) : IGenerationCheck
{
    /// <summary>In place of a name, for an index of before generations had names: its contents are believed.</summary>
    private const string OfBefore = "";

    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        var lacking = new List<string>();
        foreach (var index in indexes.Synced())
        {
            var found = contents.FindGeneration(index.Key);
            if (found is not null && found.Name == index.Generation)
                continue;
            if (index.Generation == OfBefore && found is { Number: > 0 })
            {
                await SetAsync(index.Id, contents.Contents(index.Key).NameGeneration(), cancellationToken);
            }
            else if (found?.Name is { } name && found.Former == index.Generation)
            {
                // The server ended between the swap and the note of it: this is what the note would say.
                await SetAsync(index.Id, name, cancellationToken);
            }
            else
            {
                if (found is null)
                    contents.Delete(index.Key);
                await ForgetAsync(index, cancellationToken);
                lacking.Add(index.Name);
            }
        }

        return lacking;
    }

    private Task SetAsync(string indexId, string generation, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection => connection.Execute(
            "UPDATE indexes SET generation = @generation WHERE id = @indexId", new { indexId, generation }),
        cancellationToken);

    private Task ForgetAsync(IndexRow index, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection =>
        {
            connection.Execute("UPDATE indexes SET generation = NULL WHERE id = @Id", new { index.Id });
            SqliteSyncJobs.Request(connection, index, time.GetUtcNow().ToUnixTimeMilliseconds());
        },
        cancellationToken);
}
