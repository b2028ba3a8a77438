using Dapper;
using Lectern.Contracts;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Parsing;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <inheritdoc cref="IIndexBoxes"/>
internal sealed class SqliteIndexBoxes(SqliteIndexContentsFolder contents) : IIndexBoxes
{
    public IReadOnlyList<PageBox>? Find(IndexKey index, string fileId, int start, int end, int? page = null) =>
        contents.Contents(index).Read<IReadOnlyList<PageBox>?>(connection =>
    {
        var file = connection.QueryFirstOrDefault<string>(
            "SELECT id FROM files WHERE id = @fileId OR file_id = @fileId ORDER BY id = @fileId DESC LIMIT 1", new { fileId });
        if (file is null)
            return null;
        var pages = connection.Query<(long Page, long Start, long End, byte[] Data)>(
            """
            SELECT page, start_char, end_char, data FROM boxes
            WHERE file_id = @file AND start_char < @end AND end_char > @start AND (@page IS NULL OR page = @page) ORDER BY page
            """,
            new { file, start, end, page });
        return [.. pages.SelectMany(p => TextLines.Of(new PageBoxes((int)p.Page, (int)p.Start, (int)p.End, p.Data), start, end))];
    });

    /// <summary>Puts all boxes of a file that has none. Within the swap's transaction.</summary>
    internal static void Put(SqliteConnection connection, string directoryFileId, IReadOnlyList<PageBoxes> boxes)
    {
        foreach (var page in boxes)
        {
            connection.Execute(
                "INSERT INTO boxes (file_id, page, start_char, end_char, data) "
                + "VALUES (@directoryFileId, @Page, @Start, @End, @Data)",
                new { directoryFileId, page.Page, page.Start, page.End, page.Data });
        }
    }

    /// <summary>Deletes all boxes of a file. Within the swap's transaction.</summary>
    internal static void Delete(SqliteConnection connection, string directoryFileId) =>
        connection.Execute("DELETE FROM boxes WHERE file_id = @directoryFileId", new { directoryFileId });
}
