namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <summary>
/// The migration that keeps what earlier generations of an index had. Nothing of searching reads what is kept; what is kept of a
/// file stands for the generations from <c>since</c> on and before <c>until</c>.
/// </summary>
internal static class GenerationsSchema
{
    /// <summary>All of what an index of before holds came with a generation that is known no more.</summary>
    public const string Generations = """
        ALTER TABLE generation ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;   -- grows with each swap, and with each merge
        UPDATE generation SET revision = number;

        ALTER TABLE files ADD COLUMN since INTEGER NOT NULL DEFAULT 0;       -- the generation that it came with
        ALTER TABLE files ADD COLUMN described INTEGER NOT NULL DEFAULT 0;   -- the one that its name and metadata came with
        CREATE INDEX files_by_since ON files (since);
        CREATE INDEX files_failed ON files (id) WHERE reason IS NOT NULL;

        CREATE TABLE generations (
            number INTEGER PRIMARY KEY,
            created_at INTEGER NOT NULL,
            replaced_at INTEGER,                 -- null for the live one
            first INTEGER NOT NULL,              -- the first one of the same sync or restore
            restored INTEGER,                    -- the one that it made live again
            files INTEGER NOT NULL,
            failed INTEGER NOT NULL,             -- of the files
            chunks INTEGER NOT NULL,
            embedded INTEGER NOT NULL            -- of the chunks
        ) STRICT;
        CREATE INDEX generations_by_first ON generations (first, number);
        INSERT INTO generations (number, created_at, first, files, failed, chunks, embedded)
            SELECT number, unixepoch() * 1000, number, (SELECT count(*) FROM files),
                (SELECT count(*) FROM files WHERE reason IS NOT NULL), (SELECT count(*) FROM chunks),
                (SELECT count(*) FROM chunks) - (SELECT count(*) FROM unembedded)
            FROM generation WHERE number > 0;

        CREATE TABLE kept_files (
            number INTEGER PRIMARY KEY,
            since INTEGER NOT NULL,
            until INTEGER NOT NULL,
            described INTEGER NOT NULL,
            bytes INTEGER NOT NULL,              -- of all that is kept of it
            model TEXT,                          -- of its vectors
            id TEXT NOT NULL,
            file_id TEXT NOT NULL,
            name TEXT NOT NULL,
            content_hash TEXT NOT NULL,
            metadata TEXT NOT NULL,
            reason TEXT,
            parser TEXT NOT NULL,
            pages INTEGER NOT NULL,
            pages_without_text TEXT NOT NULL,
            characters INTEGER NOT NULL,
            chunks INTEGER NOT NULL,
            duration_ms REAL NOT NULL,
            notes TEXT NOT NULL,
            text TEXT NOT NULL
        ) STRICT;
        CREATE INDEX kept_files_by_until ON kept_files (until, since, chunks, bytes);

        CREATE TABLE kept_chunks (
            number INTEGER PRIMARY KEY,
            kept INTEGER NOT NULL,               -- the file's number
            position INTEGER NOT NULL,
            start_char INTEGER NOT NULL,
            end_char INTEGER NOT NULL,
            page_start INTEGER,
            page_end INTEGER,
            token_count INTEGER NOT NULL,
            heading_path TEXT NOT NULL,
            content TEXT NOT NULL,
            text_hash BLOB,                      -- null, as the vector, of one that was not embedded
            vector BLOB
        ) STRICT;
        CREATE INDEX kept_chunks_by_file ON kept_chunks (kept);

        CREATE TABLE kept_attachments (
            kept INTEGER NOT NULL,
            name TEXT NOT NULL,
            content_hash TEXT NOT NULL,
            size INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (kept, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE kept_boxes (
            kept INTEGER NOT NULL,
            page INTEGER NOT NULL,
            start_char INTEGER NOT NULL,
            end_char INTEGER NOT NULL,
            data BLOB NOT NULL,
            PRIMARY KEY (kept, page)
        ) STRICT;

        -- Under which name and metadata a file was before it got others; its contents stand in files or kept_files.
        CREATE TABLE kept_descriptions (
            id TEXT NOT NULL,
            since INTEGER NOT NULL,
            until INTEGER NOT NULL,
            file_id TEXT NOT NULL,
            name TEXT NOT NULL,
            metadata TEXT NOT NULL,
            PRIMARY KEY (id, since)
        ) STRICT;
        """;
}
