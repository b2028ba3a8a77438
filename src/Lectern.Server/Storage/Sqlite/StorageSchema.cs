namespace Lectern.Server.Storage.Sqlite;

/// <summary>
/// What projects take up. The files' sum is kept by the database itself: no way of deleting a file can forget it.
/// </summary>
internal static class StorageSchema
{
    /// <summary>Fills the empty table.</summary>
    public const string CountFiles = """
        INSERT INTO project_files_bytes (project_id, bytes)
        SELECT project_id, sum(size) FROM files WHERE deleted_at IS NULL GROUP BY project_id;
        """;

    public const string Bytes = $"""
        CREATE TABLE project_files_bytes (project_id TEXT PRIMARY KEY, bytes INTEGER NOT NULL) STRICT;
        {CountFiles}

        CREATE TRIGGER files_bytes_added AFTER INSERT ON files WHEN NEW.deleted_at IS NULL BEGIN
            INSERT INTO project_files_bytes (project_id, bytes) VALUES (NEW.project_id, NEW.size)
            ON CONFLICT (project_id) DO UPDATE SET bytes = bytes + excluded.bytes;
        END;
        CREATE TRIGGER files_bytes_deleted AFTER UPDATE OF deleted_at ON files
        WHEN OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL BEGIN
            UPDATE project_files_bytes SET bytes = bytes - OLD.size WHERE project_id = OLD.project_id;
        END;
        CREATE TRIGGER files_bytes_removed AFTER DELETE ON files WHEN OLD.deleted_at IS NULL BEGIN
            UPDATE project_files_bytes SET bytes = bytes - OLD.size WHERE project_id = OLD.project_id;
        END;

        -- As the last sync left them; counted again at the start.
        ALTER TABLE indexes ADD COLUMN contents_bytes INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE indexes ADD COLUMN attachment_bytes INTEGER NOT NULL DEFAULT 0;
        """;
}
