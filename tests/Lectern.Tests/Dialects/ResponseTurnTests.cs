using System.Net;
using System.Text.Json;
using Lectern.Tests.Fakes;
using Microsoft.Data.Sqlite;

namespace Lectern.Tests.Dialects;

/// <summary>What a response says of itself when it is read again.</summary>
public sealed class ResponseTurnTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_response_that_is_read_again_says_when_it_was_asked_and_what_it_goes_on_with()
    {
        await using var server = await TestServer.StartAsync();
        var guide = "# Mirror\n\nThe mirror weighs 340 kilograms."u8.ToArray();
        var index = (await server.IndexAsync(("guide.md", guide))).Text("id");
        object[] tools = [new { type = "file_search", vector_store_ids = new[] { index } }];
        var first = await server.PostAsync("/v1/responses", new { model = "lectern", input = "How heavy is it?", tools });

        var ended = await server.PostAsync(
            "/v1/responses", new { model = "lectern", input = "And how wide?", previous_response_id = first.Text("id") });
        Backdate(server, first.Text("id"));
        var (readFirst, read) = (await ReadAsync(server, first), await ReadAsync(server, ended));
        Assert.Equal(Created(first) - 86_400, Created(readFirst));
        Assert.Equal(Created(ended), Created(read));
        Assert.Equal(first.Text("id"), read.Text("previous_response_id"));
        Assert.Equal(JsonValueKind.Null, readFirst.GetProperty("previous_response_id").ValueKind);
        Assert.Equal(ended.GetProperty("output").GetRawText(), read.GetProperty("output").GetRawText());
        Assert.Equal(first.GetProperty("output").GetRawText(), readFirst.GetProperty("output").GetRawText());
        using var within = await server.Http.GetAsync(
            $"/v1/responses/{first.Text("id")[..^2]}_2", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, within.StatusCode);
    }

    private static Task<JsonElement> ReadAsync(TestServer server, JsonElement response) =>
        server.GetAsync($"/v1/responses/{response.Text("id")}");

    private static long Created(JsonElement response) => response.GetProperty("created_at").GetInt64();

    private static void Backdate(TestServer server, string id)
    {
        using var database = new SqliteConnection($"Data Source={Path.Combine(server.DataFolder, "lectern.db")}");
        database.Open();
        using var update = database.CreateCommand();
        update.CommandText = "UPDATE turns SET started_at = started_at - 86400000 WHERE session_id = $1 AND first_sequence = 1";
        update.Parameters.AddWithValue("$1", id["resp_".Length..^2]);
        Assert.Equal(1, update.ExecuteNonQuery());
    }
}
