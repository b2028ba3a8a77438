using Dapper;
using Lectern.Contracts;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Retrieval.Words;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <inheritdoc cref="IIndexContents"/>
internal sealed class SqliteIndexContents(string databasePath, string connectionString, TimeProvider time) : IIndexContents
{
    public string DatabasePath { get; } = databasePath;

    public Task<IReadOnlyList<IndexedFile>> ListFilesAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = Open();
        IReadOnlyList<IndexedFile> files = [.. connection.Query<FileRow>(
            $"SELECT {FileRow.Columns} FROM files WHERE id > @after ORDER BY id LIMIT @limit",
            new { after = after ?? "", limit }).Select(r => r.ToFile())];
        return Task.FromResult(files);
    }

    public Task<string> ReplaceAsync(IAsyncEnumerable<FileChange> changes, CancellationToken cancellationToken) =>
        ReplaceAsync(changes, vectors: null, cancellationToken);

    public async Task<string> ReplaceAsync(
        IAsyncEnumerable<FileChange> changes, IPendingVectors? vectors, CancellationToken cancellationToken)
    {
        await using var connection = Open();
        await using var transaction = connection.BeginTransaction(deferred: false);
        using var chunks = new ChunkInserts(connection);
        await foreach (var change in changes.WithCancellation(cancellationToken))
        {
            switch (change)
            {
                case FileChange.Removed removed:
                    Remove(connection, removed.FileId);
                    break;
                case FileChange.Described described:
                    Describe(connection, chunks, described);
                    break;
                case FileChange.Replaced replaced:
                    Remove(connection, replaced.File.DirectoryFileId);
                    FileRow.Insert(connection, replaced.File, replaced.Text);
                    SqliteIndexAttachments.Put(connection, replaced.File.DirectoryFileId, replaced.Attachments, time.GetUtcNow());
                    SqliteIndexBoxes.Put(connection, replaced.File.DirectoryFileId, replaced.Boxes);
                    foreach (var chunk in replaced.Chunks)
                        chunks.Insert(replaced.File.DirectoryFileId, replaced.File.FileName, chunk);
                    break;
            }
        }

        if (vectors is not null)
            SqliteVectors.Fill(connection, vectors);
        var name = NewName();
        connection.Execute("UPDATE generation SET number = number + 1, former = name, name = @name", new { name });
        SqliteCatalogs.Write(DatabasePath, connection);
        cancellationToken.ThrowIfCancellationRequested();
        var generation = connection.ExecuteScalar<long>("SELECT number FROM generation");
        transaction.Commit();
        SqliteCatalogs.DeleteAllBut(DatabasePath, generation);
        return name;
    }

    public string NameGeneration()
    {
        using var connection = Open();
        connection.Execute("UPDATE generation SET name = @name WHERE name IS NULL", new { name = NewName() });
        return connection.QueryFirst<string>("SELECT name FROM generation");
    }

    public (long Contents, long Attachments) Measure()
    {
        using var connection = Open();
        var attachments = connection.ExecuteScalar<long>("SELECT coalesce(sum(size), 0) FROM attachments");
        var name = Path.GetFileNameWithoutExtension(DatabasePath);
        var files = new DirectoryInfo(Path.GetDirectoryName(DatabasePath)!).EnumerateFiles(name + ".*");
        return (files.Sum(f => f.Exists ? f.Length : 0), attachments);
    }

    private static string NewName() => Guid.CreateVersion7().ToString();

    public IStoredVectors OpenVectors(string model) => new SqliteVectors(Open(), model);

    public IEnumerable<string> TextsWithoutVectors(string model)
    {
        using var connection = Open();
        foreach (var text in SqliteVectors.TextsWithout(connection, model))
            yield return text;
    }

    public bool LacksVectors(string model)
    {
        using var connection = Open();
        return SqliteVectors.IsMissing(connection, model);
    }

    public IReadOnlyList<(string HeadingPath, string Content)> Beginnings(int count)
    {
        using var connection = Open();
        return connection.Query<(string, string)>(
            "SELECT heading_path, content FROM chunks ORDER BY position, id LIMIT @count", new { count }).AsList();
    }

    /// <summary>An open connection for reading; dispose it to give it back.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }

    private static void Remove(SqliteConnection connection, string fileId)
    {
        connection.Execute(
            "DELETE FROM chunk_terms WHERE chunk_id IN (SELECT id FROM chunks WHERE file_id = @fileId)", new { fileId });
        connection.Execute(
            "DELETE FROM vectors WHERE chunk_id IN (SELECT id FROM chunks WHERE file_id = @fileId)", new { fileId });
        connection.Execute("DELETE FROM chunks WHERE file_id = @fileId", new { fileId });
        connection.Execute("DELETE FROM files WHERE id = @fileId", new { fileId });
        SqliteIndexAttachments.Delete(connection, fileId);
        SqliteIndexBoxes.Delete(connection, fileId);
    }

    /// <summary>A new name is among the words of the file's chunks; metadata is not.</summary>
    private static void Describe(SqliteConnection connection, ChunkInserts chunks, FileChange.Described change)
    {
        var renamed = connection.Execute(
            "UPDATE files SET name = @FileName WHERE id = @DirectoryFileId AND name <> @FileName", change) > 0;
        connection.Execute(
            "UPDATE files SET file_id = @FileId, metadata = @MetadataJson WHERE id = @DirectoryFileId", change);
        if (renamed)
            chunks.Retitle(change.DirectoryFileId, change.FileName);
    }
}

/// <summary>Writes chunks with prepared statements.</summary>
internal sealed class ChunkInserts : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand chunk;
    private readonly SqliteCommand terms;

    public ChunkInserts(SqliteConnection connection)
    {
        this.connection = connection;
        chunk = Prepare(
            """
            INSERT INTO chunks (file_id, position, start_char, end_char, page_start, page_end, token_count, heading_path, content)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id
            """,
            9);
        terms = Prepare("INSERT OR REPLACE INTO chunk_terms (chunk_id, terms) VALUES ($1, $2)", 2);
    }

    public void Insert(string fileId, string fileName, IndexedChunk added)
    {
        Bind(chunk, fileId, added.Index, added.Start, added.End, added.PageStart, added.PageEnd, added.TokenCount, added.HeadingPath, added.Content);
        var id = (long)chunk.ExecuteScalar()!;
        InsertTerms(id, added.Content, added.HeadingPath, fileName);
    }

    public void Retitle(string fileId, string fileName)
    {
        var rows = connection.Query<(long Id, string Content, string HeadingPath)>(
            "SELECT id, content, heading_path FROM chunks WHERE file_id = @fileId", new { fileId }).AsList();
        foreach (var row in rows)
            InsertTerms(row.Id, row.Content, row.HeadingPath, fileName);
    }

    public void Dispose()
    {
        chunk.Dispose();
        terms.Dispose();
    }

    private void InsertTerms(long id, string content, string headingPath, string fileName)
    {
        Bind(terms, id, SqliteChunkTerms.Of(content, headingPath, fileName));
        terms.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        return command;
    }

    private static void Bind(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
