using Lectern.Server.Indexing;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <summary>The numbered migrations of an index's own database.</summary>
internal static class IndexContentsSchema
{
    public static IReadOnlyList<string> Migrations { get; } =
    [
        First, Attachments, Vectors, Boxes, Terms, Names, Notes, Languages, Segments, Unembedded, GenerationsSchema.Generations,
    ];

    private const string First = """
        CREATE TABLE generation (number INTEGER NOT NULL) STRICT;
        INSERT INTO generation VALUES (0);

        CREATE TABLE files (
            id TEXT PRIMARY KEY,                 -- the dfl- id
            file_id TEXT NOT NULL,               -- the content's UUID
            name TEXT NOT NULL,
            content_hash TEXT NOT NULL,
            metadata TEXT NOT NULL,              -- JSON object
            reason TEXT,                         -- why it could not be read
            parser TEXT NOT NULL,
            pages INTEGER NOT NULL,
            pages_without_text TEXT NOT NULL,    -- JSON list
            characters INTEGER NOT NULL,
            chunks INTEGER NOT NULL,
            duration_ms REAL NOT NULL,
            text TEXT NOT NULL
        ) STRICT;
        CREATE INDEX files_by_name ON files (name, id);
        CREATE INDEX files_by_file_id ON files (file_id);

        CREATE TABLE chunks (
            id INTEGER PRIMARY KEY,
            file_id TEXT NOT NULL,
            position INTEGER NOT NULL,
            start_char INTEGER NOT NULL,         -- Unicode code points
            end_char INTEGER NOT NULL,
            page_start INTEGER,
            page_end INTEGER,
            token_count INTEGER NOT NULL,
            heading_path TEXT NOT NULL,
            content TEXT NOT NULL
        ) STRICT;
        CREATE INDEX chunks_by_file ON chunks (file_id, position);

        CREATE VIRTUAL TABLE terms USING fts5 (body, heading, content = '', contentless_delete = 1, tokenize = 'ascii');
        CREATE VIRTUAL TABLE term_counts USING fts5vocab (terms, 'row');
        """;

    private const string Attachments = """
        CREATE TABLE attachments (
            file_id TEXT NOT NULL,               -- the dfl- id
            name TEXT NOT NULL,                  -- screenshots/page_7.jpg
            content_hash TEXT NOT NULL,          -- SHA-256, the blob's name
            size INTEGER NOT NULL,
            created_at INTEGER NOT NULL,         -- milliseconds since 1970-01-01 UTC
            PRIMARY KEY (file_id, name)
        ) STRICT, WITHOUT ROWID;
        """;

    private const string Vectors = """
        ALTER TABLE generation ADD COLUMN model TEXT;    -- of its vectors; null while it has none
        CREATE TABLE vectors (
            chunk_id INTEGER PRIMARY KEY,
            text_hash BLOB NOT NULL,             -- of the text that was embedded: the same text need not be embedded twice
            vector BLOB NOT NULL                 -- float32, little-endian, of length 1
        ) STRICT;
        CREATE INDEX vectors_by_text ON vectors (text_hash);
        """;

    private const string Boxes = """
        CREATE TABLE boxes (
            file_id TEXT NOT NULL,               -- the dfl- id
            page INTEGER NOT NULL,               -- from 1
            start_char INTEGER NOT NULL,         -- Unicode code points
            end_char INTEGER NOT NULL,
            data BLOB NOT NULL,                  -- see PageBoxes
            PRIMARY KEY (file_id, page)
        ) STRICT;
        """;

    /// <summary>The catalog's inverted index took the place of FTS5; see <see cref="SqliteChunkTerms"/>.</summary>
    private const string Terms = """
        DROP TABLE term_counts;
        DROP TABLE terms;
        CREATE TABLE chunk_terms (
            chunk_id INTEGER PRIMARY KEY,
            terms BLOB NOT NULL                  -- see TermCounts
        ) STRICT;
        """;

    /// <summary>
    /// The main database names the generation that it knows: a number could be another one's after a restored backup.
    /// </summary>
    private const string Names = """
        ALTER TABLE generation ADD COLUMN name TEXT;     -- another one after each swap; null before the first
        ALTER TABLE generation ADD COLUMN former TEXT;   -- the one that it took the place of
        """;

    private const string Notes = """
        ALTER TABLE files ADD COLUMN notes TEXT NOT NULL DEFAULT '[]';   -- JSON list of sentences: what of it is not there
        """;

    /// <summary>Words are stemmed by language: all terms are made again when the index is next opened.</summary>
    private const string Languages = "DELETE FROM chunk_terms;";

    /// <summary>What an index holds is one segment at first; its catalog is made when it is first searched.</summary>
    private const string Segments = """
        ALTER TABLE generation ADD COLUMN last_chunk INTEGER NOT NULL DEFAULT 0;   -- the last id that a chunk got
        UPDATE generation SET last_chunk = coalesce((SELECT max(id) FROM chunks), 0);

        CREATE TABLE segments (
            name INTEGER PRIMARY KEY,            -- random; part of its catalog's name
            first INTEGER NOT NULL,              -- ids of chunks, both inclusive
            last INTEGER NOT NULL,
            chunks INTEGER NOT NULL,             -- that its catalog has
            live INTEGER NOT NULL                -- those of them that the index has
        ) STRICT;
        CREATE TABLE tombstones (
            first INTEGER PRIMARY KEY,           -- ids of chunks that the index has no more, both inclusive
            last INTEGER NOT NULL
        ) STRICT;
        INSERT INTO segments
            SELECT abs(random() / 2), min(id), max(id), count(*), count(*) FROM chunks HAVING count(*) > 0;
        """;

    /// <summary>Kept by the database itself: to look for such chunks was to read the whole index at each sync.</summary>
    private const string Unembedded = """
        CREATE TABLE unembedded (chunk_id INTEGER PRIMARY KEY) STRICT;   -- chunks without a vector
        INSERT INTO unembedded
            SELECT id FROM chunks WHERE NOT EXISTS (SELECT 1 FROM vectors WHERE chunk_id = id);

        CREATE TRIGGER unembedded_chunk AFTER INSERT ON chunks BEGIN
            INSERT INTO unembedded VALUES (NEW.id);
        END;
        CREATE TRIGGER unembedded_chunk_renamed AFTER UPDATE OF id ON chunks BEGIN
            UPDATE unembedded SET chunk_id = NEW.id WHERE chunk_id = OLD.id;
        END;
        CREATE TRIGGER unembedded_chunk_gone AFTER DELETE ON chunks BEGIN
            DELETE FROM unembedded WHERE chunk_id = OLD.id;
        END;
        CREATE TRIGGER unembedded_no_more AFTER INSERT ON vectors BEGIN
            DELETE FROM unembedded WHERE chunk_id = NEW.chunk_id;
        END;
        CREATE TRIGGER unembedded_again AFTER DELETE ON vectors BEGIN
            INSERT INTO unembedded SELECT id FROM chunks WHERE id = OLD.chunk_id;
        END;
        """;
}
