using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Tests.Fakes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public async Task A_retry_of_what_goes_on_with_a_response_joins_its_turn_while_it_runs_and_when_it_has_ended()
    {
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        var index = (await server.IndexAsync(("guide.md", "The mirror weighs 340 kilograms."u8.ToArray()))).Text("id");
        object[] tools = [new { type = "file_search", vector_store_ids = new[] { index } }];
        model.Say("340.");
        model.End();
        var first = (await server.PostAsync("/v1/responses", new { model = "lectern", input = "How heavy?", tools })).Text("id");

        var running = await GoOnAsync("And how wide?");
        var joined = await GoOnAsync("And how wide?");
        Assert.Equal(running.Id, joined.Id);
        Assert.Equal(HttpStatusCode.BadRequest, (await GoOnAsync("And how old?")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await GoOnAsync("And how wide?", key: "k")).Status);
        model.Say("3 m.");
        model.End();
        var whole = await server.PostAsync(
            "/v1/responses", new { model = "lectern", input = "And how wide?", previous_response_id = first });
        Assert.Equal((running.Id, "completed"), (whole.Text("id"), whole.Text("status")));
        Assert.Equal(HttpStatusCode.BadRequest, (await GoOnAsync("And how old?")).Status);

        // With a key: joined by it, and by no other.
        var keyed = await GoOnAsync("And how old?", running.Id, "key-1");
        Assert.Equal(keyed.Id, (await GoOnAsync("And how old?", running.Id, "key-1")).Id);
        Assert.Equal(HttpStatusCode.BadRequest, (await GoOnAsync("And how old?", running.Id, "key-2")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await GoOnAsync("And how old?", running.Id, new string('k', 256))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await GoOnAsync("And how wide?", first)).Status);
        model.Say("9 years.");
        model.End();

        // The same words after it are another question.
        await server.PostAsync(
            "/v1/responses", new { model = "lectern", input = "And how old?", previous_response_id = running.Id });
        var again = await GoOnAsync("And how old?", keyed.Id);
        Assert.NotEqual(keyed.Id, again.Id);
        model.End();

        async Task<(HttpStatusCode Status, string? Id)> GoOnAsync(string input, string? previous = null, string? key = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/responses")
            {
                Content = JsonContent.Create(
                    new { model = "lectern", input, background = true, previous_response_id = previous ?? first }),
            };
            if (key is not null)
                request.Headers.Add("Idempotency-Key", key);
            using var response = await server.Http.SendAsync(request, Cancellation);
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            return (response.StatusCode, response.IsSuccessStatusCode ? answer.Text("id") : null);
        }
    }

    [Fact]
    public async Task What_would_change_the_answer_and_is_not_done_here_is_refused_and_stores_nothing()
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.IndexAsync(("guide.md", "The mirror weighs 340 kilograms."u8.ToArray()))).Text("id");
        object Search(string field, object value) => new Dictionary<string, object>
        {
            ["model"] = "lectern",
            ["input"] = "How heavy is the mirror?",
            ["tools"] = new[]
            {
                new Dictionary<string, object>
                {
                    ["type"] = "file_search",
                    ["vector_store_ids"] = new[] { index },
                    [field] = value,
                },
            },
        };
        object[] tools = [new { type = "file_search", vector_store_ids = new[] { index } }];
        await RefusedAsync(Search("filters", new { type = "eq", key = "path", value = "guide.md" }));
        await RefusedAsync(Search("max_num_results", 1));
        await RefusedAsync(Search("ranking_options", new { score_threshold = 0.5 }));
        await RefusedAsync(new { model = "lectern", input = "How heavy?", tools, tool_choice = "none" });
        await RefusedAsync(new { model = "lectern", input = " \n ", tools });
        Assert.Equal(0, (await server.GetAsync("/api/v1/chat")).GetProperty("items").GetArrayLength());
        var first = await server.PostAsync(
            "/v1/responses", new { model = "lectern", input = "How heavy is it?", tools, tool_choice = "auto" });
        await RefusedAsync(
            new { model = "lectern", input = "And how wide?", previous_response_id = first.Text("id"), store = false, tools });

        async Task RefusedAsync(object body)
        {
            using var response = await server.Http.PostAsJsonAsync("/v1/responses", body, Cancellation);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_responses_own_output_can_be_sent_back_before_the_next_question()
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.IndexAsync(("guide.md", "The mirror weighs 340 kilograms."u8.ToArray()))).Text("id");
        object[] tools = [new { type = "file_search", vector_store_ids = new[] { index } }];
        var first = await server.PostAsync("/v1/responses", new { model = "lectern", input = "How heavy is the mirror?", tools });
        object[] input =
        [
            new { role = "user", content = "How heavy is the mirror?" },
            .. first.GetProperty("output").EnumerateArray().Select(item => (object)item),
            new { role = "user", content = "What weighs 340 kilograms?" },
        ];
        var second = await server.PostAsync("/v1/responses", new { model = "lectern", input, tools });
        Assert.Contains("340 kilograms", second.GetProperty("output").GetRawText(), StringComparison.Ordinal);
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
