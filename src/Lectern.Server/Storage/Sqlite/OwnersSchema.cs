namespace Lectern.Server.Storage.Sqlite;

/// <summary>Who runs a turn or a sync, and which contents an index has.</summary>
internal static class OwnersSchema
{
    /// <summary>The empty name of a generation stands for whatever contents an index of before has.</summary>
    public const string Owners = """
        CREATE TABLE owners (
            id TEXT PRIMARY KEY,                 -- of one run of a server
            started_at INTEGER NOT NULL,
            heartbeat_at INTEGER NOT NULL
        ) STRICT;

        ALTER TABLE turns ADD COLUMN owner_id TEXT;                   -- the last one; null for turns of before
        ALTER TABLE turns ADD COLUMN cancel_requested_at INTEGER;

        ALTER TABLE sync_jobs ADD COLUMN owner_id TEXT;               -- null while it waits
        ALTER TABLE sync_jobs ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;   -- grows with each owner
        ALTER TABLE sync_jobs ADD COLUMN cancel_requested_at INTEGER;
        UPDATE sync_jobs SET started_at = NULL;

        ALTER TABLE indexes ADD COLUMN generation TEXT;               -- the name of its contents; null while it has none
        UPDATE indexes SET generation = '' WHERE last_synced_at IS NOT NULL;
        """;
}
