using Dapper;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite.Indexing;

namespace Lectern.Server.Storage.Sqlite.Platform;

/// <inheritdoc cref="IStorageUse"/>
internal sealed class SqliteStorageUse(
    SqliteDatabase database, SqliteIndexes indexes, SqliteIndexContentsFolder contents) : IStorageUse
{
    public StorageUse Of(string projectId) => database.Read(
        connection => connection.QuerySingle<StorageUse>(
            """
            SELECT coalesce((SELECT bytes FROM project_files_bytes WHERE project_id = @projectId), 0) AS files,
                coalesce(sum(attachment_bytes), 0) AS attachments, coalesce(sum(contents_bytes), 0) AS indexes
            FROM indexes WHERE project_id = @projectId
            """,
            new { projectId }));

    public async Task RecountAsync(CancellationToken cancellationToken)
    {
        await database.Writer.WriteAsync(
            connection => connection.Execute($"DELETE FROM project_files_bytes; {StorageSchema.CountFiles}"), cancellationToken);
        foreach (var index in indexes.AllKeys().Where(contents.Exists))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var generation = contents.FindGeneration(index)?.Name;
            if (generation is null)
                continue;
            var size = contents.Open(index).Measure();
            await database.Writer.WriteAsync(
                connection => connection.Execute(
                    """
                    UPDATE indexes SET contents_bytes = @Contents, attachment_bytes = @Attachments
                    WHERE id = @Id AND generation = @generation
                    """,
                    new { size.Contents, size.Attachments, index.Id, generation }),
                cancellationToken);
        }
    }
}
