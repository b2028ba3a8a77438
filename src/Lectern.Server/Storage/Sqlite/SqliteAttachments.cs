using Dapper;
using Lectern.Server.Attachments;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>
/// The attachments of a file in whatever indexes of the project have some: a client names the file, not the index. Where several
/// indexes made the same one, the oldest index's is taken. Thread-safe.
/// </summary>
internal sealed class SqliteAttachments(SqliteDatabase database, SqliteIndexAttachments ofIndex)
{
    /// <summary>By name; one row more than the page has when more follow.</summary>
    /// <returns>Null when the project has no such file.</returns>
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

    /// <summary>An attachment, and the index that made it.</summary>
    public (string IndexId, StoredAttachment Attachment)? FindWithIndex(Scope scope, string sourceId, string name)
    {
        foreach (var index in Indexes(scope, sourceId) ?? [])
        {
            if (ofIndex.Find(index, sourceId, name) is { } found)
                return (index, found);
        }

        return null;
    }

    /// <summary>Whether an index has a file's parsed text.</summary>
    public bool HasText(Scope scope, string sourceId) =>
        Indexes(scope, sourceId, stored: false)?.Any(index => ofIndex.FindText(index, sourceId) is not null) is true;

    /// <summary>A file's parsed text in the oldest index that has it; dispose of it.</summary>
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
    /// The indexes over the file's directory that store attachments, oldest first. A file that was removed from its directory counts
    /// while an index still has it: until the next sync ends.
    /// </summary>
    /// <param name="stored">Whether only those that store attachments are meant.</param>
    private IReadOnlyList<string>? Indexes(Scope scope, string sourceId, bool stored = true)
    {
        using var connection = database.Read();
        var file = new { sourceId, scope.ProjectId, all = !stored };
        var live = connection.ExecuteScalar<long>(
            """
            SELECT EXISTS (SELECT 1 FROM directory_files
                           WHERE project_id = @ProjectId AND deleted_at IS NULL AND (id = @sourceId OR file_id = @sourceId))
            """,
            file) != 0;
        var indexes = connection.Query<string>(
            """
            SELECT id FROM indexes
            WHERE project_id = @ProjectId AND (@all OR store_attachments <> '[]') AND source_directory_id IN (
                SELECT directory_id FROM directory_files WHERE project_id = @ProjectId AND (id = @sourceId OR file_id = @sourceId))
            ORDER BY id
            """,
            file).AsList();
        return live || indexes.Any(index => ofIndex.HasFile(index, sourceId)) ? indexes : null;
    }
}
