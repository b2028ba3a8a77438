using Dapper;
using Lectern.Server.Chat;
using Lectern.Server.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <inheritdoc cref="IChatIndexes"/>
internal sealed class SqliteChatIndexes(SqliteDatabase database) : IChatIndexes
{
    private const string Columns = "chat_id, project_id, index_id, directory_id";

    private const string NoSession = """
        NOT EXISTS (SELECT 1 FROM sessions WHERE id = c.chat_id)
            AND NOT EXISTS (SELECT 1 FROM sessions WHERE family = c.chat_id)
        """;

    public ChatIndexRow? Find(Scope scope, string sessionId) => database.Read(connection => Find(connection, scope, sessionId));

    public Task<ChatIndexRow?> AddAsync(
        Scope scope, string sessionId, string indexId, string directoryId, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            connection =>
            {
                connection.Execute(
                    """
                    INSERT INTO chat_indexes (chat_id, project_id, index_id, directory_id)
                    SELECT coalesce(family, id), project_id, @indexId, @directoryId FROM sessions
                    WHERE id = @sessionId AND project_id = @ProjectId
                    ON CONFLICT (chat_id) DO NOTHING
                    """,
                    new { sessionId, scope.ProjectId, indexId, directoryId });
                return Find(connection, scope, sessionId);
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
