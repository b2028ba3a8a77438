using System.Net.Http.Headers;
using Dapper;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Fakes;

/// <summary>A second project on the server, with a key of its own.</summary>
internal static class OtherProject
{
    public const string Id = "018f0000-0000-7000-8000-00000000000a";

    private const string Key = "strangers-key-0123456789";

    /// <summary>Makes it; calls with its key.</summary>
    public static async Task<HttpClient> JoinAsync(TestServer server)
    {
        await server.Services.GetRequiredService<SqliteDatabase>().Writer.WriteAsync(
            connection =>
            {
                connection.Execute(
                    """
                    INSERT INTO projects SELECT @Id, organization_id, 'Other', 0, 0, 0 FROM projects;
                    INSERT INTO api_keys (id, project_id, name, hash, created_at) VALUES ('other', @Id, 'other', @hash, 0);
                    """,
                    new { Id, hash = ApiKeys.Hash(Key) });
            },
            CancellationToken.None);
        var client = new HttpClient { BaseAddress = server.Http.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return client;
    }
}
