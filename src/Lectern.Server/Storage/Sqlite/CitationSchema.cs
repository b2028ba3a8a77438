namespace Lectern.Server.Storage.Sqlite;

/// <summary>
/// The migration that keeps each citation of an open text by itself: a list in the turn's row was written anew with each mark.
/// </summary>
internal static class CitationSchema
{
    public const string OpenCitations = """
        CREATE TABLE open_citations (            -- of texts whose deltas are still rows, in order
            id INTEGER PRIMARY KEY,
            session_id TEXT NOT NULL,
            first_sequence INTEGER NOT NULL,     -- of the turn
            epoch INTEGER NOT NULL,              -- of who wrote it: what a former owner did not show does not count
            citation TEXT NOT NULL,              -- JSON
            FOREIGN KEY (session_id, first_sequence) REFERENCES turns (session_id, first_sequence) ON DELETE CASCADE
        ) STRICT;
        CREATE INDEX open_citations_by_turn ON open_citations (session_id, first_sequence, epoch);
        INSERT INTO open_citations (session_id, first_sequence, epoch, citation)
        SELECT t.session_id, t.first_sequence, t.epoch, c.value FROM turns t, json_each(t.open_citations) c
        ORDER BY t.session_id, t.first_sequence, c.key;
        ALTER TABLE turns DROP COLUMN open_citations;
        """;
}
