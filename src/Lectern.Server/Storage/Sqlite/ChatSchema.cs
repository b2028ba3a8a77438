namespace Lectern.Server.Storage.Sqlite;

/// <summary>The migration that makes versions of one chat one entry of a list, with a place of its own in it.</summary>
internal static class ChatSchema
{
    public const string Chats = """
        ALTER TABLE sessions ADD COLUMN family TEXT;         -- id of the first of a chat's versions; null where it has no others
        ALTER TABLE sessions ADD COLUMN parent_id TEXT;      -- the version that it was copied from; it may be deleted
        ALTER TABLE sessions ADD COLUMN version_at INTEGER;  -- number of the question from which on it is not the parent's
        ALTER TABLE sessions ADD COLUMN is_shown INTEGER NOT NULL DEFAULT 1;    -- of a family the one used last
        ALTER TABLE sessions ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0;   -- these three are alike in a family
        ALTER TABLE sessions ADD COLUMN is_archived INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sessions ADD COLUMN folder TEXT;
        CREATE INDEX sessions_by_use ON sessions (project_id, is_archived, is_pinned, updated_at, id) WHERE is_shown;
        CREATE INDEX sessions_by_family ON sessions (family) WHERE family IS NOT NULL;
        CREATE INDEX sessions_by_folder ON sessions (project_id, folder) WHERE folder IS NOT NULL;
        """;

    /// <summary>The migration that lets a session remember its model.</summary>
    public const string Models = """
        ALTER TABLE sessions ADD COLUMN model TEXT;          -- as LECTERN_MODELS names it; null for the server's own
        """;

    /// <summary>Of a family with the id <c>@family</c>: one that is shown, where none is.</summary>
    public const string ShowOne = """
        UPDATE sessions SET is_shown = 1 WHERE id = (
            SELECT id FROM sessions WHERE family = @family ORDER BY updated_at DESC, id DESC LIMIT 1)
        AND NOT EXISTS (SELECT 1 FROM sessions WHERE family = @family AND is_shown)
        """;
}
