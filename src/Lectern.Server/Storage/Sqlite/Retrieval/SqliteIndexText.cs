using System.Text.Json;
using Dapper;
using Lectern.Contracts;
using Lectern.Server.Indexing;
using Lectern.Server.Retrieval;
using Lectern.Server.Storage.Sqlite.Indexing;

namespace Lectern.Server.Storage.Sqlite.Retrieval;

/// <inheritdoc cref="IIndexText"/>
internal sealed class SqliteIndexText(SqliteIndexContentsFolder contents) : IIndexText
{
    public string? FindText(IndexKey index, string fileId) => contents.Contents(index).Read(
        connection => connection.QueryFirstOrDefault<string>(
            "SELECT text FROM files WHERE id = @fileId OR file_id = @fileId ORDER BY id = @fileId DESC LIMIT 1", new { fileId }));

    public FileFindEntry? FindFile(IndexKey index, string fileId) => contents.Contents(index).Read(
        connection => connection.QueryFirstOrDefault<FileFindEntry>(
            """
            SELECT id AS FileId, name AS FileName FROM files
            WHERE (id = @fileId OR file_id = @fileId) AND reason IS NULL ORDER BY id = @fileId DESC LIMIT 1
            """,
            new { fileId }));

    public IReadOnlyList<FileOrigin> Origins(IndexKey index, IReadOnlyCollection<string> fileIds) =>
        contents.Contents(index).Read(connection => connection.Query<FileOrigin>(
            """
            SELECT f.id AS FileId, f.name AS Name, f.metadata AS MetadataJson, c.content AS Beginning
            FROM files f LEFT JOIN chunks c ON c.file_id = f.id AND c.position = 0
            WHERE f.id IN (SELECT value FROM json_each(@json)) AND f.reason IS NULL
            """,
            new { json = JsonSerializer.Serialize([.. fileIds], LecternJson.Wire.Strings) })
            .Select(o => o with { Beginning = o.Beginning ?? "" }).ToList()); // A file without text has no chunk.

    public IReadOnlyDictionary<string, string> Names(IndexKey index, IReadOnlyCollection<string> fileIds) =>
        contents.Contents(index).Read(connection => connection.Query<(string Id, string Name)>(
            "SELECT id, name FROM files WHERE id IN (SELECT value FROM json_each(@json)) AND reason IS NULL",
            new { json = JsonSerializer.Serialize([.. fileIds], LecternJson.Wire.Strings) })
            .ToDictionary(f => f.Id, f => f.Name, StringComparer.Ordinal));

    public int Count(IndexKey index, string? name, string? nameContains, IReadOnlyCollection<string> except) =>
        contents.Contents(index).Read(connection =>
    {
        const string where = """
            FROM files WHERE reason IS NULL AND (@name IS NULL OR name = @name)
              AND id NOT IN (SELECT value FROM json_each(@json))
            """;
        var parameters = new { name, json = JsonSerializer.Serialize([.. except], LecternJson.Wire.Strings) };
        return nameContains is null ? connection.ExecuteScalar<int>($"SELECT count(*) {where}", parameters)
            : connection.Query<string>($"SELECT name {where}", parameters, buffered: false)
                .Count(n => n.Contains(nameContains, StringComparison.OrdinalIgnoreCase));
    });

    public string? Read(IndexKey index, string fileId, int offset, int? length) => contents.Contents(index).Read(
        connection => connection.QueryFirstOrDefault<string>(
            """
            SELECT substr(text, @from, @length) FROM files WHERE id = @fileId OR file_id = @fileId
            ORDER BY id = @fileId DESC LIMIT 1
            """,
            new { fileId, from = offset + 1L, length = length ?? int.MaxValue }));

    public IReadOnlyList<FileFindEntry> Find(
        IndexKey index, string? name, string? nameContains, FileFindEntry? after, int limit) =>
        contents.Contents(index).Read<IReadOnlyList<FileFindEntry>>(connection =>
    {
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
    });
}
