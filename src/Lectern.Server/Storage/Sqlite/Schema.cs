namespace Lectern.Server.Storage.Sqlite;

/// <summary>
/// The main database's numbered migrations. One that was released is never changed; a change is a new one at the end.
/// </summary>
internal static class Schema
{
    public static IReadOnlyList<string> Migrations { get; } =
    [
        First, InterruptedTurns, FileLifetimes, ModelUsage, KeyRights, MirrorSchema.Marks, OwnersSchema.Owners,
        StorageSchema.Bytes,
        ServerRight, UnprovedSentences, SourcesRead, Departures,
        FeedbackSchema.Feedback, ChatSchema.Chats, ChatIndexSchema.ChatIndexes,
        ChatSchema.Models,
        FilesLeft,
        CitationSchema.OpenCitations,
        Restores,
    ];

    /// <summary>Times are milliseconds since 1970-01-01 UTC; ids sort by creation.</summary>
    private const string First = """
        CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;

        CREATE TABLE organizations (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE projects (
            id TEXT PRIMARY KEY,
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            name TEXT NOT NULL,
            is_default INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE api_keys (
            id TEXT PRIMARY KEY,
            project_id TEXT NOT NULL REFERENCES projects (id),
            name TEXT NOT NULL,
            hash BLOB NOT NULL UNIQUE,           -- SHA-256 of the key
            created_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE directories (
            id TEXT PRIMARY KEY,
            project_id TEXT NOT NULL REFERENCES projects (id),
            name TEXT NOT NULL,
            description TEXT,
            type TEXT NOT NULL,
            connector_subscription_id TEXT,
            system_metadata TEXT,                -- JSON object
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            deleted_at INTEGER
        ) STRICT;
        CREATE INDEX directories_by_project ON directories (project_id, id);

        CREATE TABLE files (
            id TEXT PRIMARY KEY,
            project_id TEXT NOT NULL REFERENCES projects (id),
            created_by TEXT NOT NULL,
            name TEXT NOT NULL,
            external_file_id TEXT,
            purpose TEXT,
            size INTEGER NOT NULL,
            content_hash TEXT NOT NULL,          -- SHA-256, the blob's name
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX files_by_project ON files (project_id, id);
        CREATE INDEX files_by_hash ON files (content_hash);

        CREATE TABLE directory_files (
            id TEXT PRIMARY KEY,
            project_id TEXT NOT NULL REFERENCES projects (id),
            directory_id TEXT NOT NULL REFERENCES directories (id),
            file_id TEXT NOT NULL REFERENCES files (id),
            unique_id TEXT NOT NULL,
            display_name TEXT NOT NULL,
            metadata TEXT NOT NULL,              -- JSON object
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            deleted_at INTEGER
        ) STRICT;
        CREATE INDEX directory_files_by_directory ON directory_files (directory_id, id);
        CREATE UNIQUE INDEX directory_files_unique ON directory_files (directory_id, unique_id) WHERE deleted_at IS NULL;
        CREATE INDEX directory_files_by_file ON directory_files (file_id);

        CREATE TABLE indexes (
            id TEXT PRIMARY KEY,
            project_id TEXT NOT NULL REFERENCES projects (id),
            name TEXT NOT NULL,
            description TEXT,
            source_directory_id TEXT NOT NULL REFERENCES directories (id),
            sync_config_id TEXT NOT NULL,
            export_config_id TEXT NOT NULL UNIQUE,
            sync_frequency TEXT NOT NULL,
            store_attachments TEXT NOT NULL,     -- JSON list
            products TEXT NOT NULL,              -- JSON list
            vector_target TEXT NOT NULL,
            metadata TEXT NOT NULL,              -- JSON, the wire's IndexMetadata of the last sync that ended or began
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            last_synced_at INTEGER
        ) STRICT;
        CREATE INDEX indexes_by_project ON indexes (project_id, id);
        CREATE INDEX indexes_by_directory ON indexes (source_directory_id);

        -- Long work. One row for each index that is to be synced; deleted when the work has ended.
        CREATE TABLE sync_jobs (
            index_id TEXT PRIMARY KEY REFERENCES indexes (id),
            project_id TEXT NOT NULL,
            requested_at INTEGER NOT NULL,
            started_at INTEGER,                  -- null while it waits
            requested_again INTEGER NOT NULL DEFAULT 0,  -- asked for while it ran: run once more
            attempts INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        CREATE TABLE sessions (
            id TEXT PRIMARY KEY,
            project_id TEXT NOT NULL REFERENCES projects (id),
            created_by TEXT NOT NULL,
            title TEXT,
            index_ids TEXT,                      -- JSON list; null for an unbound session
            shared_access TEXT NOT NULL,
            job_metadata TEXT,                   -- JSON of the latest turn that ended
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX sessions_by_project ON sessions (project_id, id);

        CREATE TABLE turns (
            session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            first_sequence INTEGER NOT NULL,     -- of its user_input
            last_sequence INTEGER,               -- of its stop; null while it runs
            epoch INTEGER NOT NULL,              -- grows with each owner; an append of a former owner is refused
            request TEXT NOT NULL,               -- JSON: prompt, index_ids, require_all_indexes as the client sent them
            idempotency_key TEXT,
            started_at INTEGER NOT NULL,
            PRIMARY KEY (session_id, first_sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX turns_running ON turns (session_id) WHERE last_sequence IS NULL;

        CREATE TABLE events (
            session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            sequence INTEGER NOT NULL,           -- per session, from 1, no gap once deltas are counted in
            type TEXT NOT NULL,
            data TEXT NOT NULL,                  -- the event's JSON as it is sent
            delta_lengths BLOB,                  -- of a text or thinking: lengths of the deltas it replaced (see DeltaLengths)
            PRIMARY KEY (session_id, sequence)
        ) STRICT, WITHOUT ROWID;
        """;

    private const string InterruptedTurns = """
        ALTER TABLE turns ADD COLUMN key_id TEXT;                     -- who asked; null for turns of before
        ALTER TABLE turns ADD COLUMN steps INTEGER NOT NULL DEFAULT 0;   -- whole ones, and what they used
        ALTER TABLE turns ADD COLUMN input_tokens INTEGER;
        ALTER TABLE turns ADD COLUMN output_tokens INTEGER;
        """;

    /// <summary>
    /// A content that came by an upload into a directory goes with the last file of a directory that has it; one that was
    /// uploaded by itself stays until it is deleted. Every content of before came the first way.
    /// </summary>
    private const string FileLifetimes = """
        ALTER TABLE files ADD COLUMN deleted_at INTEGER;
        ALTER TABLE files ADD COLUMN of_directory INTEGER NOT NULL DEFAULT 0;
        UPDATE files SET of_directory = 1;
        CREATE INDEX files_by_name ON files (project_id, name, id);
        CREATE INDEX files_by_external_id ON files (project_id, external_file_id) WHERE external_file_id IS NOT NULL;
        """;

    /// <summary>Every key of before was a project's only one.</summary>
    private const string KeyRights = """
        ALTER TABLE api_keys ADD COLUMN is_admin INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE api_keys ADD COLUMN hint TEXT NOT NULL DEFAULT '';         -- the key's last four characters
        ALTER TABLE api_keys ADD COLUMN is_first INTEGER NOT NULL DEFAULT 0;   -- the one of the settings
        UPDATE api_keys SET is_admin = 1, is_first = name = 'first';
        """;

    /// <summary>Until then every admin had it; it stays with those of the default project, who are the operator's.</summary>
    private const string ServerRight = """
        ALTER TABLE api_keys ADD COLUMN is_server INTEGER NOT NULL DEFAULT 0;  -- may make projects and see the settings
        UPDATE api_keys SET is_server = 1
        WHERE is_admin = 1 AND project_id IN (SELECT id FROM projects WHERE is_default);
        """;

    private const string ModelUsage = """
        ALTER TABLE turns ADD COLUMN dropped_citations INTEGER NOT NULL DEFAULT 0;   -- of its whole steps
        ALTER TABLE turns ADD COLUMN open_citations TEXT;             -- JSON list, of the text whose deltas are still rows

        -- What each call of a model used; outlives its session.
        CREATE TABLE model_usage (
            id INTEGER PRIMARY KEY,
            project_id TEXT NOT NULL REFERENCES projects (id),
            key_id TEXT NOT NULL,
            session_id TEXT NOT NULL,
            first_sequence INTEGER NOT NULL,     -- of the turn
            step INTEGER NOT NULL,               -- of the turn, from 1; 0 for its session's title
            input_tokens INTEGER NOT NULL,
            output_tokens INTEGER NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX model_usage_by_time ON model_usage (project_id, at);
        CREATE INDEX model_usage_by_session ON model_usage (session_id);
        """;

    private const string UnprovedSentences = """
        ALTER TABLE turns ADD COLUMN unproved INTEGER NOT NULL DEFAULT 0;       -- sentences of its whole steps
        ALTER TABLE turns ADD COLUMN contradicted INTEGER NOT NULL DEFAULT 0;   -- of these
        """;

    private const string SourcesRead = """
        ALTER TABLE indexes ADD COLUMN sources_read_at INTEGER;   -- when the last whole sync began to look at the directory
        CREATE INDEX directory_files_by_change ON directory_files (directory_id, updated_at);
        """;

    private const string FilesLeft = """
        ALTER TABLE indexes ADD COLUMN files_left INTEGER NOT NULL DEFAULT 0;   -- that its last sync found and has not taken in
        """;

    private const string Restores = """
        ALTER TABLE sync_jobs ADD COLUMN restore_to INTEGER;   -- the generation that is made live again; null for a sync
        ALTER TABLE sync_jobs ADD COLUMN restore_asked_at INTEGER;   -- when it was asked for
        ALTER TABLE indexes ADD COLUMN restored_at INTEGER;    -- when it was asked for; null when a sync ended since
        ALTER TABLE indexes ADD COLUMN files_ready INTEGER;    -- as the last step left them; null when a sync ended since
        """;

    /// <summary>Counted by the database itself: no way of deleting or moving a file can forget it.</summary>
    private const string Departures = """
        ALTER TABLE directories ADD COLUMN departures INTEGER NOT NULL DEFAULT 0;   -- of files, deleted or moved, here or to here
        CREATE TRIGGER directory_files_departed AFTER UPDATE OF directory_id, deleted_at ON directory_files
        WHEN NEW.directory_id <> OLD.directory_id OR (NEW.deleted_at IS NULL) <> (OLD.deleted_at IS NULL) BEGIN
            UPDATE directories SET departures = departures + 1 WHERE id IN (OLD.directory_id, NEW.directory_id);
        END;
        CREATE TRIGGER directory_files_removed AFTER DELETE ON directory_files BEGIN
            UPDATE directories SET departures = departures + 1 WHERE id = OLD.directory_id;
        END;
        """;
}
