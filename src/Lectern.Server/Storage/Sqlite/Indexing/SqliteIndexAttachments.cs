using Dapper;
using Lectern.Server.Attachments;
using Lectern.Server.Indexing;
using Lectern.Server.Storage.Sqlite.Retrieval;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <inheritdoc cref="IIndexAttachments"/>
internal sealed class SqliteIndexAttachments(SqliteIndexContentsFolder contents) : IIndexAttachments
{
    public IReadOnlyList<StoredAttachment> List(IndexKey index, string fileId, string? after, int limit) =>
        contents.Contents(index).Read(connection => connection.Query<StoredAttachment>(
            $"""
            SELECT name, content_hash, size, created_at FROM attachments
            WHERE {OfFile} AND name > @after ORDER BY name LIMIT @limit
            """,
            new { fileId, after = after ?? "", limit }).AsList());

    public StoredAttachment? Find(IndexKey index, string fileId, string name) => contents.Contents(index).Read(
        connection => connection.QueryFirstOrDefault<StoredAttachment>(
            $"SELECT name, content_hash, size, created_at FROM attachments WHERE {OfFile} AND name = @name",
            new { fileId, name }));

    public bool HasText(IndexKey index, string fileId) => contents.Contents(index).Read(
        connection => FindText(connection, fileId) is not null);

    public FileText? OpenText(IndexKey index, string fileId) => contents.Contents(index).Hold(connection =>
    {
        var transaction = connection.BeginTransaction(deferred: true);
        FileText? opened = null;
        try
        {
            if (FindText(connection, fileId) is var (row, name))
            {
                var text = new SqliteBlob(connection, "files", "text", row, readOnly: true);
                opened = new FileText(name, new SqliteTextStream(text), transaction, connection);
            }

            return opened;
        }
        finally
        {
            if (opened is null)
            {
                transaction.Dispose();
                connection.Dispose();
            }
        }
    });

    private static (long Row, string Name)? FindText(SqliteConnection connection, string fileId) =>
        connection.Query<(long Row, string Name)>(
            """
            SELECT rowid, name FROM files
            WHERE reason IS NULL AND (id = @fileId OR file_id = @fileId) ORDER BY id = @fileId DESC LIMIT 1
            """,
            new { fileId }).Select(f => ((long, string)?)f).FirstOrDefault();

    public IReadOnlyList<string> Hashes(IndexKey index) => !contents.Exists(index) ? [] : contents.Contents(index).Read(
        connection => connection.Query<string>(
            "SELECT content_hash FROM attachments UNION SELECT content_hash FROM kept_attachments").AsList());

    /// <summary>Puts all attachments of a file that has none. Within the swap's transaction.</summary>
    internal static void Put(
        SqliteConnection connection, string directoryFileId, IReadOnlyList<IndexedAttachment> attachments, DateTimeOffset now)
    {
        foreach (var attachment in attachments)
        {
            connection.Execute(
                """
                INSERT INTO attachments (file_id, name, content_hash, size, created_at)
                VALUES (@directoryFileId, @Name, @ContentHash, @Size, @now)
                """,
                new
                {
                    directoryFileId,
                    attachment.Name,
                    attachment.ContentHash,
                    attachment.Size,
                    now = now.ToUnixTimeMilliseconds(),
                });
        }
    }

    /// <summary>Deletes all attachments of a file. Within the swap's transaction.</summary>
    internal static void Delete(SqliteConnection connection, string directoryFileId) =>
        connection.Execute("DELETE FROM attachments WHERE file_id = @directoryFileId", new { directoryFileId });

    private const string OfFile = "file_id IN (SELECT id FROM files WHERE id = @fileId OR file_id = @fileId)";
}
