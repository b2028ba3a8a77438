using Dapper;
using Lectern.Server.Indexing;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <inheritdoc cref="IGenerationCheck"/>
internal sealed class SqliteGenerationCheck(
    SqliteDatabase database, SqliteIndexes indexes, SqliteIndexContentsFolder contents, TimeProvider time) : IGenerationCheck
{
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        var lacking = new List<string>();
        foreach (var index in indexes.Synced())
        {
            var found = contents.FindGeneration(index.Key);
            switch (ContentsGeneration.Judge(index.Generation, found))
            {
                case ContentsVerdict.Unnamed:
                    await SetAsync(index.Id, contents.Contents(index.Key).NameGeneration(), cancellationToken);
                    break;
                case ContentsVerdict.NotedLate:
                    await SetAsync(index.Id, found!.Name!, cancellationToken);
                    break;
                case ContentsVerdict.Lacking:
                    if (found is null)
                        contents.Delete(index.Key);
                    await ForgetAsync(index, cancellationToken);
                    lacking.Add(index.Name);
                    break;
                case ContentsVerdict.AsNoted:
                    break;
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
