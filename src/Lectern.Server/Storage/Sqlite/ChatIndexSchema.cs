namespace Lectern.Server.Storage.Sqlite;

/// <summary>The migration that gives a chat an index of its own.</summary>
internal static class ChatIndexSchema
{
    public const string ChatIndexes = """
        CREATE TABLE chat_indexes (
            chat_id TEXT PRIMARY KEY,            -- of the chat's first version, which may be deleted
            project_id TEXT NOT NULL,
            index_id TEXT NOT NULL UNIQUE,
            directory_id TEXT NOT NULL UNIQUE
        ) STRICT, WITHOUT ROWID;
        """;
}
