using System.Net;
using System.Net.Http.Json;
using Dapper;
using Lectern.Server.Storage.Sqlite;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Platform;

/// <summary>A store without room: SQLite is told that its file may not grow, which fails as a full disk does.</summary>
public sealed class DiskFullTests
{
    [Fact]
    public async Task A_full_store_answers_507_and_goes_on_when_there_is_room_again()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await TestServer.StartAsync();
        var session = await server.SessionAsync("idx-none");
        var writer = server.Services.GetRequiredService<SqliteDatabase>().Writer;
        await writer.WriteAsync(c => c.Execute("CREATE TABLE filler (x)"), cancellation);
        await writer.WriteAsync(c => c.ExecuteScalar<long>("PRAGMA max_page_count = 1"), cancellation);
        var stored = 0;
        HttpResponseMessage response;
        do
        {
            response = await server.Http.PostAsJsonAsync(
                "/api/v1/beta/directories", new { name = new string('n', 3000) }, cancellation);
        }
        while (response.StatusCode == HttpStatusCode.Created && ++stored < 100);

        Assert.Equal(HttpStatusCode.InsufficientStorage, response.StatusCode);
        Assert.Contains("disk is full", await response.Content.ReadAsStringAsync(cancellation), StringComparison.Ordinal);
        var turn = await server.Http.PostAsJsonAsync(
            $"/api/v1/chat/{session}/messages/stream", new { prompt = new string('p', 30_000) }, cancellation);
        Assert.Equal(HttpStatusCode.InsufficientStorage, turn.StatusCode);

        await writer.WriteAsync(c => c.ExecuteScalar<long>("PRAGMA max_page_count = 1000000"), cancellation);
        var items = (await server.GetAsync("/api/v1/beta/directories?page_size=1000")).GetProperty("items");
        Assert.Equal(stored, items.GetArrayLength());
        var frames = await server.AskAsync(session, "And now?");
        Assert.Equal([1L, 2L], frames.Select(f => f.Id));
    }
}
