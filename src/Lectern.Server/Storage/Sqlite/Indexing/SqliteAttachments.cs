using Dapper;
using Lectern.Server.Attachments;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <inheritdoc cref="IAttachments"/>
internal sealed class SqliteAttachments(SqliteDatabase database, SqliteIndexAttachments ofIndex) : IAttachments
{
    public IReadOnlyList<StoredAttachment>? List(Scope scope, string sourceId, PageRequest page)
    {
        if (Indexes(scope, sourceId) is not { } indexes)
            return null;
        return [.. indexes
            .SelectMany(index => ofIndex.List(index, sourceId, page.After, page.Size + 1))
            .DistinctBy(a => a.Name, StringComparer.Ordinal)
            .OrderBy(a => a.Name, StringComparer.Ordinal)
            .Take(page.Size + 1)];
    }

    public StoredAttachment? Find(Scope scope, string sourceId, string name) => Indexes(scope, sourceId)?
        .Select(index => ofIndex.Find(index, sourceId, name))
        .FirstOrDefault(attachment => attachment is not null);

    public (IndexKey Index, StoredAttachment Attachment)? FindWithIndex(Scope scope, string sourceId, string name)
    {
        foreach (var index in Indexes(scope, sourceId) ?? [])
        {
            if (ofIndex.Find(index, sourceId, name) is { } found)
                return (index, found);
        }

        return null;
    }

    public bool HasText(Scope scope, string sourceId) =>
        Indexes(scope, sourceId, stored: false)?.Any(index => ofIndex.HasText(index, sourceId)) is true;

    public FileText? OpenText(Scope scope, string sourceId)
    {
        foreach (var index in Indexes(scope, sourceId, stored: false) ?? [])
        {
            if (ofIndex.OpenText(index, sourceId) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>
    /// The indexes over the file's directory that store attachments, oldest first; null where no directory has the file, though
    /// an index may still have it until its next sync.
    /// </summary>
    /// <param name="stored">Whether only those that store attachments are meant.</param>
    private IReadOnlyList<IndexKey>? Indexes(Scope scope, string sourceId, bool stored = true) => database.Read(connection =>
    {
        var directories = connection.Query<string>(
            """
            SELECT directory_id FROM directory_files
            WHERE project_id = @ProjectId AND deleted_at IS NULL AND (id = @sourceId OR file_id = @sourceId)
            """,
            new { sourceId, scope.ProjectId }).AsList();
        return directories.Count == 0 ? null : connection.Query<IndexKey>(
            """
            SELECT id FROM indexes
            WHERE project_id = @ProjectId AND (@all OR store_attachments <> '[]') AND source_directory_id IN @directories
            ORDER BY id
            """,
            new { scope.ProjectId, all = !stored, directories }).AsList();
    });
}
