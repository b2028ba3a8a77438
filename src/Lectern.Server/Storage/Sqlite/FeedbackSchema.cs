namespace Lectern.Server.Storage.Sqlite;

/// <summary>The migration that keeps what was thought of answers.</summary>
internal static class FeedbackSchema
{
    public const string Feedback = """
        CREATE TABLE feedback (
            id TEXT NOT NULL UNIQUE,             -- sorts by creation
            project_id TEXT NOT NULL,
            session_id TEXT NOT NULL,
            first_sequence INTEGER NOT NULL,     -- of the turn
            message INTEGER NOT NULL,            -- the turn's number in its session, from 1
            key_id TEXT NOT NULL,
            rating TEXT NOT NULL,                -- up or down
            comment TEXT,
            files TEXT NOT NULL,                 -- JSON list of the names that were cited
            is_copy INTEGER NOT NULL DEFAULT 0,  -- it came along when its session was copied
            updated_at INTEGER NOT NULL,
            PRIMARY KEY (session_id, first_sequence, key_id),
            FOREIGN KEY (session_id, first_sequence) REFERENCES turns (session_id, first_sequence) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX feedback_by_project ON feedback (project_id, id) WHERE NOT is_copy;
        """;
}
