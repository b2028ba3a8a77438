using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Retrieval;

/// <summary>Retrieve over HTTP with the local embedding model.</summary>
public sealed class HybridHttpTests
{
    private static readonly (string Name, byte[] Content)[] Files =
    [
        ("cars.txt", "The automobile needs petrol and a driver."u8.ToArray()),
        ("sea.txt", "The lighthouse warns ships at night. Room 42 is the keeper's."u8.ToArray()),
        ("bread.txt", "Knead the dough, let it rise and bake it for an hour."u8.ToArray()),
    ];

    [Fact]
    public async Task A_passage_is_found_by_its_meaning_and_by_its_words()
    {
        await using var server = await StartAsync();
        var index = (await server.IndexAsync(Files)).Text("id");

        var byMeaning = await RetrieveAsync(server, new { index_id = index, query = "vehicle fuel", top_k = 1 });
        Assert.Contains("automobile", byMeaning[0].Text("content"), StringComparison.Ordinal);
        Assert.InRange(byMeaning[0].GetProperty("score").GetDouble(), 0.1, 1);
        Assert.InRange(byMeaning[0].GetProperty("rerank_score").GetDouble(), 0.1, 1);

        var byWords = await RetrieveAsync(server, new { index_id = index, query = "42", top_k = 1 });
        Assert.Contains("Room 42", byWords[0].Text("content"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_weight_of_0_turns_an_arm_off()
    {
        await using var server = await StartAsync();
        var index = (await server.IndexAsync(Files)).Text("id");
        Assert.Empty(await RetrieveAsync(server, new { index_id = index, query = "vehicle fuel", vector_pipeline_weight = 0 }));
        var byVectors = await RetrieveAsync(
            server,
            new { index_id = index, query = "vehicle fuel", full_text_pipeline_weight = 0, rerank = new { enabled = false } });
        Assert.Contains("automobile", byVectors[0].Text("content"), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, byVectors[0].GetProperty("rerank_score").ValueKind);
    }

    [Fact]
    public async Task An_index_without_vectors_is_searched_by_words()
    {
        await using var server = await StartAsync();
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "docs" })).Text("id");
        await server.UploadAsync(directory, "sea.txt", Files[1].Content);
        var index =
            (await server.PostAsync("/api/v1/indexes", new { source_directory_id = directory, vector_target = "DISABLED" })).Text(
                "id");
        await server.UntilSyncedAsync(index);

        var found = await RetrieveAsync(server, new { index_id = index, query = "lighthouse" });
        Assert.Equal(JsonValueKind.Null, found[0].GetProperty("rerank_score").ValueKind);
        Assert.Empty(await RetrieveAsync(server, new { index_id = index, query = "beacon for boats" }));
        Assert.Empty(await RetrieveAsync(server, new { index_id = index, query = "lighthouse", full_text_pipeline_weight = 0 }));
    }

    [Fact]
    public async Task No_query_is_a_server_error()
    {
        await using var server = await StartAsync();
        var index = (await server.IndexAsync(Files)).Text("id");
        var hundredKilobytes = string.Concat(Enumerable.Repeat("lighthouse ", 9_000));
        foreach (var query in (string[])["", "   ", hundredKilobytes, "🔭🌱🌍", "\u0001\u001b", "\"AND (", "NEAR/3 *"])
        {
            foreach (var passage in await RetrieveAsync(server, new { index_id = index, query }))
            {
                Assert.InRange(passage.GetProperty("score").GetDouble(), 0, 1);
                Assert.InRange(passage.GetProperty("rerank_score").GetDouble(), 0, 1);
            }
        }

        Assert.Empty(await RetrieveAsync(server, new { index_id = index, query = "" }));
        using var noText = await server.Http.PostAsJsonAsync(
            "/api/v1/retrieval/retrieve", new { index_id = index, query = "\0" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, noText.StatusCode);
        Assert.Contains(
            "lighthouse", (await RetrieveAsync(server, new { index_id = index, query = hundredKilobytes }))[0].Text("content"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"query":"q","vector_pipeline_weight":-1}""", 422)]
    [InlineData("""{"query":"q","full_text_pipeline_weight":-0.5}""", 422)]
    [InlineData("""{"query":"q","vector_pipeline_weight":0,"full_text_pipeline_weight":0}""", 422)]
    [InlineData("""{"query":"q","vector_pipeline_weight":1e308,"full_text_pipeline_weight":1e308}""", 200)]
    [InlineData("""{"query":"q","top_k":0}""", 422)]
    [InlineData("""{"query":"q","num_candidates":-3}""", 422)]
    [InlineData("""{"query":"q","num_candidates":1,"top_k":500}""", 200)]
    [InlineData("""{"query":"q","custom_filters":{"nowhere":{"operator":"eq","value":1}}}""", 200)]
    [InlineData("""{"query":"q","custom_filters":{"nowhere":{"operator":"like","value":1}}}""", 422)]
    [InlineData("""{"query":"q","custom_filters":{"a":[{"operator":"gt","value":1},{"operator":"lt","value":"x"}]}}""", 200)]
    [InlineData("""{"query":"q","static_filters":{"parsed_directory_file_id":{"operator":"eq","value":7}}}""", 422)]
    public async Task What_is_asked_is_checked(string body, int status)
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.IndexAsync(Files)).Text("id");
        using var content = new StringContent(
            body.Replace("{\"query\"", $"{{\"index_id\":\"{index}\",\"query\"", StringComparison.Ordinal),
            Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync(
            "/api/v1/retrieval/retrieve", content, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
    }

    [Fact]
    public async Task A_filter_acts_in_both_arms()
    {
        await using var server = await StartAsync();
        var index = (await server.IndexAsync(Files)).Text("id");
        var all = await RetrieveAsync(server, new { index_id = index, query = "the automobile and the lighthouse" });
        Assert.True(all.Count >= 2);
        var file = all[0].GetProperty("static_fields").Text("parsed_directory_file_id");
        var filter = new { parsed_directory_file_id = new { @operator = "ne", value = file } };
        var others = await RetrieveAsync(
            server, new { index_id = index, query = "the automobile and the lighthouse", static_filters = filter });
        Assert.NotEmpty(others);
        Assert.DoesNotContain(others, p => p.GetProperty("static_fields").Text("parsed_directory_file_id") == file);
    }

    private static Task<TestServer> StartAsync()
    {
        TestSearch.NeedLocalModel();
        return TestServer.StartAsync(change: o => o with { Embeddings = "local" });
    }

    private static async Task<IReadOnlyList<JsonElement>> RetrieveAsync(TestServer server, object body)
    {
        using var response = await server.Http.PostAsJsonAsync(
            "/api/v1/retrieval/retrieve", body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return [.. (await TestServer.JsonOf(response)).GetProperty("results").EnumerateArray()];
    }
}
