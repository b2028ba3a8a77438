using System.Globalization;
using Dapper;
using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Platform;

namespace Lectern.Server.Storage.Sqlite.Chat;

/// <inheritdoc cref="IChats"/>
internal sealed class SqliteChats(SqliteDatabase database) : IChats
{
    private const string Rows = $"""
        SELECT coalesce(family, id) AS chat_id, {SqliteSessions.Columns}, is_pinned, is_archived, folder,
            (SELECT count(*) FROM sessions f WHERE f.family = s.family) AS versions
        FROM sessions s
        """;

    public IReadOnlyList<ChatEntry> List(Scope scope, ChatFilter filter, PageRequest page)
    {
        var (pinned, updated, id) = After(page.After);
        return database.Read<IReadOnlyList<ChatEntry>>(connection => [.. connection.Query<ChatRow>(
            $"""
            {Rows} WHERE project_id = @ProjectId AND is_shown AND is_archived = @IsArchived
                AND (@Folder IS NULL OR folder = @Folder) AND (is_pinned, updated_at, id) < (@pinned, @updated, @id)
            ORDER BY is_pinned DESC, updated_at DESC, id DESC LIMIT @limit
            """,
            new { scope.ProjectId, filter.IsArchived, filter.Folder, pinned, updated, id, limit = page.Size + 1 })
            .Select(row => row.ToEntry())]);
    }

    public ChatEntry? Find(Scope scope, string sessionId) => database.Read(connection => connection.QueryFirstOrDefault<ChatRow>(
        Rows + " WHERE id = @sessionId AND project_id = @ProjectId", new { sessionId, scope.ProjectId })?.ToEntry());

    public Task<ChatEntry?> ChangeAsync(
        Scope scope, string sessionId, ChatUpdateRequest change, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            connection =>
            {
                var values = new { sessionId, scope.ProjectId, change.IsPinned, change.IsArchived, change.Folder };
                connection.Execute(
                    """
                    UPDATE sessions SET is_pinned = coalesce(@IsPinned, is_pinned),
                        is_archived = coalesce(@IsArchived, is_archived),
                        folder = nullif(coalesce(@Folder, folder), '')
                    WHERE project_id = @ProjectId AND id IN (
                        SELECT id FROM sessions WHERE id = @sessionId UNION ALL
                        SELECT id FROM sessions WHERE family = (SELECT family FROM sessions WHERE id = @sessionId))
                    """,
                    values);
                return connection.QueryFirstOrDefault<ChatRow>(
                    Rows + " WHERE id = @sessionId AND project_id = @ProjectId", values)?.ToEntry();
            },
            cancellationToken);

    public IReadOnlyList<ChatVersion> Versions(Scope scope, string sessionId) =>
        database.Read<IReadOnlyList<ChatVersion>>(connection => [.. connection.Query<(string Id, string? Parent, int? At)>(
            """
            SELECT id, parent_id, version_at FROM sessions WHERE project_id = @ProjectId AND id IN (
                SELECT id FROM sessions WHERE id = @sessionId UNION ALL
                SELECT id FROM sessions WHERE family = (
                    SELECT family FROM sessions WHERE id = @sessionId AND project_id = @ProjectId))
            ORDER BY id
            """,
            new { sessionId, scope.ProjectId }).Select(row => new ChatVersion(row.Id, row.Parent, row.At))]);

    public IReadOnlyList<string> Folders(Scope scope, int limit) =>
        database.Read<IReadOnlyList<string>>(connection => connection.Query<string>(
            """
            SELECT DISTINCT folder FROM sessions
            WHERE project_id = @ProjectId AND folder IS NOT NULL ORDER BY folder LIMIT @limit
            """,
            new { scope.ProjectId, limit }).AsList());

    /// <summary>As <see cref="IChats.KeyOf"/> wrote it.</summary>
    private static (int Pinned, long Updated, string Id) After(string? key) =>
        key?.Split('/', 3) is [var pinned, var updated, var id]
            ? (int.Parse(pinned, CultureInfo.InvariantCulture), long.Parse(updated, CultureInfo.InvariantCulture), id)
            : (2, 0, "");

    private sealed record ChatRow : ReadSession
    {
        public string ChatId { get; init; } = "";

        public bool IsPinned { get; init; }

        public bool IsArchived { get; init; }

        public string? Folder { get; init; }

        public int Versions { get; init; }

        public ChatEntry ToEntry() => new(
            ChatId, Session.ToSummary(),
            Math.Max(1, Versions), IsPinned, IsArchived, Folder);
    }
}
