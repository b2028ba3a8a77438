using Dapper;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Embedding.MiniLm;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite;
using Lectern.Server.Storage.Sqlite.Indexing;
using Lectern.Server.Storage.Sqlite.Platform;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lectern.Benchmarks.Retrieval;

/// <summary>An index with many passages, made as a sync's swap makes it, without parsing and embedding each.</summary>
internal static class LargeIndex
{
    private const int PassagesPerFile = 20;

    /// <summary>Gives an index of a server that has ended its new contents.</summary>
    /// <param name="segments">How many swaps they come in; nothing is merged.</param>
    public static async Task FillAsync(string dataFolder, string indexId, PassageSet passages, int count, int segments = 1)
    {
        using var data = DataFolder.Open(dataFolder);
        await using var database = SqliteDatabase.Open(data.Database, NullLogger.Instance);
        var ids = new Ids(TimeProvider.System);
        var scope = new SqliteTenancy(database, ids, TimeProvider.System).DefaultScope();
        var index = new SqliteIndexes(database, ids, TimeProvider.System).Find(scope, indexId)!.Key;
        using var contents = new SqliteIndexContentsFolder(
            data, TimeProvider.System, NullLogger<SqliteIndexContentsFolder>.Instance);
        using var pending = contents.OpenPending(index, MiniLmModel.Id);
        var files = count / PassagesPerFile;
        for (var i = 0; i < segments; i++)
        {
            await contents.Open(index).ReplaceAsync(
                Files(files * i / segments, files * (i + 1) / segments), pending, CancellationToken.None);
        }

        pending.Clear();

        // As the end of a sync does: the next start believes no other contents.
        var name = contents.Open(index).NameGeneration();
        await database.Writer.WriteAsync(
            connection => connection.Execute("UPDATE indexes SET generation = @name WHERE id = @indexId", new { name, indexId }),
            CancellationToken.None);

        async IAsyncEnumerable<FileChange> Files(int first, int end)
        {
            for (var file = first; file < end; file++)
            {
                var chunks = new List<IndexedChunk>();
                var vectors = new List<(byte[] Hash, byte[] Vector)>();
                var text = "";
                for (var i = 0; i < PassagesPerFile; i++)
                {
                    var (content, vector) = passages.Next();
                    chunks.Add(new IndexedChunk(i, text.Length, text.Length
                        + content.Length, null, null, content.Length / 4, "", content));
                    vectors.Add((EmbeddedText.Hash(content), EmbeddingModel.ToBytes(vector)));
                    text += content + "\n\n";
                }

                pending.Add(vectors);
                yield return new FileChange.Replaced(
                    new IndexedFile(
                        $"dfl-{file}", $"{file}", $"file{file}.txt", $"{file}", "{}", null, "text/1", 0, [], text.Length,
                        chunks.Count, 0),
                    text,
                    chunks);
            }

            await Task.CompletedTask;
        }
    }
}
