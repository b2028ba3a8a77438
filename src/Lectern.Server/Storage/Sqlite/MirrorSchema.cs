namespace Lectern.Server.Storage.Sqlite;

/// <summary>The migration that gives the folder's mirror marks of the server's own.</summary>
internal static class MirrorSchema
{
    /// <summary>
    /// Before, a directory was the mirror's by what its <c>system_metadata</c> said, which any client may write. It is taken over
    /// where it holds contents that the server itself put there ('server' is no key's id), and is the first that the mirror would
    /// have found.
    /// </summary>
    public const string Marks = """
        ALTER TABLE directories ADD COLUMN mirrors TEXT;   -- absolute path of the folder that the server mirrors here

        -- The files of such a directory that the mirror put there. What else is in it was added by somebody.
        CREATE TABLE mirrored_files (
            directory_file_id TEXT PRIMARY KEY REFERENCES directory_files (id),
            directory_id TEXT NOT NULL,
            path TEXT NOT NULL,                  -- relative to the folder, with /
            size INTEGER NOT NULL,
            modified_at TEXT NOT NULL,           -- ISO 8601, UTC
            device INTEGER NOT NULL,             -- 0 with inode 0: not known
            inode INTEGER NOT NULL,
            volume INTEGER NOT NULL,             -- device of the folder that it lies in
            missed_at INTEGER                    -- it vanished in bulk then, and waits for a word
        ) STRICT;
        CREATE INDEX mirrored_files_by_directory ON mirrored_files (directory_id);

        WITH marked AS (
            SELECT id, project_id, name,
                CASE WHEN json_valid(system_metadata) AND json_type(system_metadata, '$.folder') = 'text'
                    THEN json_extract(system_metadata, '$.folder') END AS folder
            FROM directories WHERE deleted_at IS NULL
        ), first AS (
            SELECT min(m.id) AS id, m.folder FROM marked m JOIN projects p ON p.id = m.project_id AND p.is_default
            WHERE (substr(rtrim(m.folder, '/'), -length(m.name) - 1) = '/' || m.name OR (m.folder = '/' AND m.name = 'folder'))
              AND EXISTS (
                SELECT 1 FROM directory_files d JOIN files f ON f.id = d.file_id
                WHERE d.directory_id = m.id AND f.created_by = 'server')
            GROUP BY m.folder
        )
        UPDATE directories SET mirrors = coalesce(nullif(rtrim(first.folder, '/'), ''), '/')
        FROM first WHERE first.id = directories.id;

        INSERT INTO mirrored_files (directory_file_id, directory_id, path, size, modified_at, device, inode, volume)
        SELECT d.id, d.directory_id, d.unique_id, f.size, coalesce(json_extract(d.metadata, '$.modified_at'), ''), 0, 0, 0
        FROM directory_files d JOIN files f ON f.id = d.file_id JOIN directories m ON m.id = d.directory_id
        WHERE m.mirrors IS NOT NULL AND d.deleted_at IS NULL AND f.created_by = 'server'
          AND CASE WHEN json_valid(d.metadata) THEN json_extract(d.metadata, '$.path') = d.unique_id END;
        """;
}
