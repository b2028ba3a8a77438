using Dapper;
using Lectern.Contracts;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>Names and parsed texts of an index's files. A file is named by its <c>dfl-</c> id or its UUID. Thread-safe.</summary>
internal sealed class SqliteIndexText(SqliteIndexContentsFolder contents)
{
    /// <returns>Null when the index has no such file.</returns>
    public string? FindText(string indexId, string fileId)
    {
        using var connection = contents.Open(indexId).Open();
        return connection.QueryFirstOrDefault<string>(
            "SELECT text FROM files WHERE id = @fileId OR file_id = @fileId ORDER BY id = @fileId DESC LIMIT 1", new { fileId });
    }

    /// <returns>Null when the index has no such file, or could not read it.</returns>
    public FileFindEntry? FindFile(string indexId, string fileId)
    {
        using var connection = contents.Open(indexId).Open();
        return connection.QueryFirstOrDefault<FileFindEntry>(
            """
            SELECT id AS FileId, name AS FileName FROM files
            WHERE (id = @fileId OR file_id = @fileId) AND reason IS NULL ORDER BY id = @fileId DESC LIMIT 1
            """,
            new { fileId });
    }

    /// <summary>Files that were read, by name then id.</summary>
    /// <param name="nameContains">Compared without case, by Unicode's simple folding.</param>
    public IReadOnlyList<FileFindEntry> Find(string indexId, string? name, string? nameContains, FileFindEntry? after, int limit)
    {
        using var connection = contents.Open(indexId).Open();
        var rows = connection.Query<(string Id, string Name)>(
            """
            SELECT id, name FROM files
            WHERE reason IS NULL AND (@name IS NULL OR name = @name) AND (name, id) > (@afterName, @afterId)
            ORDER BY name, id
            """,
            new { name, afterName = after?.FileName ?? "", afterId = after?.FileId ?? "" },
            buffered: false);
        return [.. rows
            .Where(r => nameContains is null || r.Name.Contains(nameContains, StringComparison.OrdinalIgnoreCase))
            .Take(limit).Select(r => new FileFindEntry(r.Id, r.Name))];
    }
}
