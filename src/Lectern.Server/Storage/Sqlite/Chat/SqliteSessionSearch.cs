using System.Text.Json;
using Dapper;
using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Platform;
using Lectern.Server.Retrieval;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Chat;

/// <inheritdoc cref="ISessionSearch"/>
internal sealed class SqliteSessionSearch(SqliteDatabase database) : ISessionSearch
{
    public IReadOnlyList<SessionMatch> Find(
        Scope scope, string query, bool latestVersions, PageRequest page, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<SessionMatch>>(connection =>
    {
        connection.CreateFunction(
            "holds", (string? text, string part) => Holds(text, part, cancellationToken), isDeterministic: true);

        try
        {
            return [.. Search(connection, scope, query, latestVersions, page).Select(row => row.ToMatch(query))];
        }
        catch (SqliteException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    });

    /// <summary>The event's JSON is looked through first: it is taken apart only where the characters stand in it.</summary>
    private static IEnumerable<FoundRow> Search(
        SqliteConnection connection, Scope scope, string query, bool latestVersions, PageRequest page) =>
        connection.Query<FoundRow>(
            $"""
            SELECT * FROM (
                SELECT {SqliteSessions.Columns}, (
                    SELECT json_extract(e.data, '$.content') FROM events e
                    WHERE e.session_id = s.id AND e.type IN ('user_input', 'text') AND holds(e.data, @encoded)
                        AND holds(json_extract(e.data, '$.content'), @query)
                    ORDER BY e.sequence LIMIT 1) AS message
                FROM sessions s
                WHERE project_id = @ProjectId AND id < @before AND (is_shown OR NOT @latestVersions) ORDER BY id DESC)
            WHERE message IS NOT NULL OR holds(title, @query)
            LIMIT @limit
            """,
            new
            {
                query,
                encoded = Encoded(query),
                latestVersions,
                scope.ProjectId,
                before = page.After ?? "~",
                limit = page.Size + 1,
            });

    private static bool Holds(string? text, string part, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return text?.Contains(part, StringComparison.OrdinalIgnoreCase) is true;
    }

    /// <summary>As it stands within an event's JSON.</summary>
    private static string Encoded(string query) => JsonSerializer.Serialize(query, LecternJson.Wire.String)[1..^1];

    private sealed record FoundRow : ReadSession
    {
        public string? Message { get; init; }

        public SessionMatch ToMatch(string query) =>
            new(
                Session.ToSummary(),
                Message is null ? null : SessionExcerpt.Of(Message, query));
    }
}
