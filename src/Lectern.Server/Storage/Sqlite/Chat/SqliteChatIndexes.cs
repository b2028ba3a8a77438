using Dapper;
using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite.Indexing;
using Lectern.Server.Storage.Sqlite.Library;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Chat;

/// <inheritdoc cref="IChatIndexes"/>
internal sealed class SqliteChatIndexes(SqliteDatabase database, Ids ids, TimeProvider time) : IChatIndexes
{
    private const string Columns = "chat_id, project_id, index_id, directory_id";

    private const string NoSession = """
        NOT EXISTS (SELECT 1 FROM sessions WHERE id = c.chat_id)
            AND NOT EXISTS (SELECT 1 FROM sessions WHERE family = c.chat_id)
        """;

    public ChatIndexRow? Find(Scope scope, string sessionId) => database.Read(connection => Find(connection, scope, sessionId));

    public Task<ChatIndexRow?> MakeAsync(
        Scope scope, string sessionId, DirectoryCreateRequest directory, NewIndex index, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            connection =>
            {
                if (Find(connection, scope, sessionId) is { } known && connection.ExecuteScalar<bool>(
                    "SELECT count(*) FROM indexes WHERE id = @IndexId", known))
                    return known;
                if (connection.QueryFirstOrDefault<string>(
                    "SELECT coalesce(family, id) FROM sessions WHERE id = @sessionId AND project_id = @ProjectId",
                    new { sessionId, scope.ProjectId }) is not { } chatId)
                    return null;
                var now = time.GetUtcNow().ToUnixTimeMilliseconds();
                var directoryId = SqliteDirectories.Insert(connection, ids, scope, directory, now).Id;
                var made = SqliteIndexes.Insert(connection, ids, scope, index with { SourceDirectoryId = directoryId }, now)!;
                var row = new ChatIndexRow(chatId, scope.ProjectId, made.Id, directoryId);
                connection.Execute(
                    $"""
                    INSERT INTO chat_indexes ({Columns}) VALUES (@ChatId, @ProjectId, @IndexId, @DirectoryId)
                    ON CONFLICT (chat_id) DO UPDATE SET (index_id, directory_id) = (excluded.index_id, excluded.directory_id)
                    """,
                    row);
                connection.Execute(
                    "UPDATE sessions SET is_shown = 1 WHERE id = @sessionId AND family IS NULL", new { sessionId });
                return row;
            },
            cancellationToken,
            Durability.Power);

    public bool IsLeft(ChatIndexRow row) => database.Read(connection => connection.ExecuteScalar<long>(
        $"SELECT count(*) FROM chat_indexes c WHERE chat_id = @ChatId AND {NoSession}", row) > 0);

    public IReadOnlyList<ChatIndexRow> Left() => database.Read<IReadOnlyList<ChatIndexRow>>(
        connection => connection.Query<ChatIndexRow>($"SELECT {Columns} FROM chat_indexes c WHERE {NoSession}").AsList());

    public Task ForgetAsync(ChatIndexRow row, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection => connection.Execute("DELETE FROM chat_indexes WHERE chat_id = @ChatId", row), cancellationToken);

    private static ChatIndexRow? Find(SqliteConnection connection, Scope scope, string sessionId) =>
        connection.QueryFirstOrDefault<ChatIndexRow>(
            $"""
            SELECT {Columns} FROM chat_indexes WHERE project_id = @ProjectId AND chat_id = (
                SELECT coalesce(family, id) FROM sessions WHERE id = @sessionId AND project_id = @ProjectId)
            """,
            new { sessionId, scope.ProjectId });
}
