using System.Text.Json;
using Dapper;
using Lectern.Contracts;
using Lectern.Server.Indexing;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <summary>A file's row, without its text.</summary>
internal sealed record FileRow(
    string Id, string FileId, string Name, string ContentHash, string Metadata, string? Reason, string Parser, long Pages,
    string PagesWithoutText, long Characters, long Chunks, double DurationMs, string Notes)
{
    public const string ColumnsBeforeText =
        "id, file_id, name, content_hash, metadata, reason, parser, pages, pages_without_text, characters, chunks, duration_ms";

    public const string Columns = ColumnsBeforeText + ", notes";

    /// <summary>Without its notes.</summary>
    public FileRow(
        string id, string fileId, string name, string contentHash, string metadata, string? reason, string parser, long pages,
        string pagesWithoutText, long characters, long chunks, double durationMs)
        : this(
            id, fileId, name, contentHash, metadata, reason, parser, pages, pagesWithoutText, characters, chunks, durationMs,
            Notes: "[]")
    {
    }

    public IndexedFile ToFile() => new(
        Id, FileId, Name, ContentHash, Metadata, Reason, Parser, (int)Pages,
        JsonSerializer.Deserialize(PagesWithoutText, LecternJson.Wire.Integers) ?? [], (int)Characters, (int)Chunks, DurationMs)
    {
        Notes = JsonSerializer.Deserialize(Notes, LecternJson.Wire.Strings) ?? [],
    };

    /// <param name="since">The generation that it comes with.</param>
    public static void Insert(SqliteConnection connection, IndexedFile file, string text, long since) => connection.Execute(
        $"""
        INSERT INTO files ({Columns}, text, since, described) VALUES (
            @DirectoryFileId, @FileId, @FileName, @ContentHash, @MetadataJson, @Reason, @Parser, @Pages, @pagesWithoutText,
            @Characters, @Chunks, @DurationMs, @notes, @text, @since, @since)
        """,
        new
        {
            file.DirectoryFileId,
            file.FileId,
            file.FileName,
            file.ContentHash,
            file.MetadataJson,
            file.Reason,
            file.Parser,
            file.Pages,
            pagesWithoutText = JsonSerializer.Serialize(file.PagesWithoutText, LecternJson.Wire.Integers),
            file.Characters,
            file.Chunks,
            file.DurationMs,
            notes = JsonSerializer.Serialize(file.Notes, LecternJson.Wire.Strings),
            text,
            since,
        });
}
