using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Dialects;

/// <summary>Every field of OpenAI's operations with values of every other type, and what is said of a field.</summary>
public sealed class OpenAiFieldTests
{
    private static readonly (string Name, byte[] Content) Guide =
        ("guide.md", "# Mirror\n\nThe mirror weighs 340 kilograms."u8.ToArray());

    /// <summary>By their names in the table below.</summary>
    private static readonly (string Kind, string Value)[] Values =
    [
        ("text", "\"x\""), ("whole", "7"), ("number", "0.5"), ("flag", "true"), ("flag", "false"), ("list", "[1]"),
        ("texts", "[\"x\"]"), ("object", "{\"x\":1}"),
    ];

    /// <summary>As the package openai 7.55 declares them.</summary>
    private static readonly (string Path, string Kinds, string Fields)[] Operations =
    [
        ("/v1/chat/completions", "text", "model prompt_cache_key prompt_cache_retention reasoning_effort response_format.type "
            + "safety_identifier service_tier user verbosity"),
        ("/v1/chat/completions", "whole number", "frequency_penalty presence_penalty temperature top_p"),
        ("/v1/chat/completions", "whole", "max_completion_tokens max_tokens n seed top_logprobs"),
        ("/v1/chat/completions", "flag", "logprobs parallel_tool_calls store stream stream_options.include_usage "
            + "stream_options.include_obfuscation"),
        ("/v1/chat/completions", "list texts", "functions messages tools"),
        ("/v1/chat/completions", "texts", "modalities"),
        ("/v1/chat/completions", "object", "audio logit_bias metadata moderation prediction prompt_cache_options response_format "
            + "stream_options web_search_options"),
        ("/v1/chat/completions", "text object", "function_call tool_choice"),
        ("/v1/chat/completions", "text texts", "stop"),
        ("/v1/responses", "text", "instructions model previous_response_id prompt_cache_key prompt_cache_retention "
            + "reasoning.effort reasoning.summary safety_identifier service_tier text.format.type "
            + "text.verbosity truncation user"),
        ("/v1/responses", "whole number", "temperature top_p"),
        ("/v1/responses", "whole", "max_output_tokens max_tool_calls top_logprobs"),
        ("/v1/responses", "flag", "background parallel_tool_calls store stream stream_options.include_obfuscation"),
        ("/v1/responses", "list texts", "context_management tools"),
        ("/v1/responses", "texts", "include"),
        ("/v1/responses", "object", "metadata moderation prompt prompt_cache_options reasoning stream_options text text.format"),
        ("/v1/responses", "text object", "conversation tool_choice"),
        ("/v1/responses", "text texts list", "input"),
        ("/v1/vector_stores/INDEX/search", "text", "ranking_options.ranker"),
        ("/v1/vector_stores/INDEX/search", "whole number", "ranking_options.score_threshold"),
        ("/v1/vector_stores/INDEX/search", "whole", "max_num_results"),
        ("/v1/vector_stores/INDEX/search", "flag", "rewrite_query"),
        ("/v1/vector_stores/INDEX/search", "object", "filters ranking_options"),
        ("/v1/vector_stores/INDEX/search", "text texts list", "query"),
        ("/v1/embeddings", "text", "encoding_format model user"),
        ("/v1/embeddings", "whole", "dimensions"),
        ("/v1/embeddings", "text texts list", "input"),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_value_of_another_type_is_refused_by_the_fields_name_and_nothing_is_stored()
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.IndexAsync(Guide)).Text("id");
        var sent = 0;
        foreach (var (path, kinds, fields) in Operations)
        {
            foreach (var field in fields.Split(' '))
            {
                foreach (var (_, value) in Values.Where(v => !kinds.Split(' ').Contains(v.Kind)))
                {
                    var (status, error) = await ErrorAsync(server, path, index, With(Whole(path, index), field, value));
                    Assert.True(status == HttpStatusCode.BadRequest, $"{path} {field} {value}: {status} {error}");
                    Assert.Equal(("invalid_request_error", field), (error.Text("type"), error.Text("param")));
                    Assert.Contains($"'{field}'", error.Text("message"), StringComparison.Ordinal);
                    sent++;
                }
            }
        }

        Console.WriteLine($"OpenAI: {sent} values of another type");
        Assert.True(sent > 300);
        Assert.Empty((await server.GetAsync("/api/v1/chat")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Null_is_no_value()
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.IndexAsync(Guide)).Text("id");
        foreach (var path in Operations.Select(o => o.Path).Distinct().Where(p => p != "/v1/embeddings"))
        {
            var body = Whole(path, index);
            foreach (var field in Operations.Where(o => o.Path == path).SelectMany(o => o.Fields.Split(' ')))
            {
                if (!field.Contains('.') && !body.ContainsKey(field))
                    body[field] = null;
            }

            await server.PostAsync(path.Replace("INDEX", index, StringComparison.Ordinal), body);
        }
    }

    [Theory]
    [InlineData("/v1/chat/completions", "model", "\"idx-unknown\"", 404, "model")]
    [InlineData("/v1/chat/completions", "messages", "[]", 400, "messages")]
    [InlineData("/v1/chat/completions", "messages", "[{\"role\":\"x\",\"content\":\"a\"}]", 400, "messages[0].role")]
    [InlineData("/v1/chat/completions", "messages", "[{\"role\":\"user\",\"content\":5}]", 400, "messages[0].content")]
    [InlineData("/v1/chat/completions", "messages", "[{\"role\":\"user\",\"content\":null}]", 400, "messages[0].content")]
    [InlineData("/v1/chat/completions", "messages", "[{\"role\":\"user\",\"content\":\"a\\u0000\"}]", 400, "messages[0].content")]
    [InlineData("/v1/chat/completions", "modalities", "[\"text\",\"audio\"]", 400, "modalities")]
    [InlineData("/v1/chat/completions", "n", "2", 400, "n")]
    [InlineData("/v1/chat/completions", "tools", "[{}]", 400, "tools")]
    [InlineData("/v1/responses", "tools", "[{\"type\":\"file_search\",\"vector_store_ids\":[\"idx-unknown\"]}]", 404, "tools")]
    [InlineData("/v1/responses", "previous_response_id", "\"resp_ses-unknown_1\"", 404, "previous_response_id")]
    [InlineData("/v1/responses", "input", "\"\"", 400, "input")]
    [InlineData("/v1/vector_stores/idx-unknown/search", "query", "\"x\"", 404, "vector_store_id")]
    [InlineData("/v1/vector_stores/INDEX/search", "filters", "{\"type\":\"gt\",\"key\":\"a\",\"value\":{}}", 400, "filters")]
    [InlineData("/v1/vector_stores/INDEX/search", "max_num_results", "51", 400, "max_num_results")]
    [InlineData("/v1/embeddings", "encoding_format", "\"x\"", 400, "encoding_format")]
    [InlineData("/v1/embeddings", "input", "[[1]]", 400, "input")]
    public async Task What_is_refused_names_its_parameter(string path, string field, string value, int status, string param)
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.IndexAsync(Guide)).Text("id");
        var (answered, error) = await ErrorAsync(server, path, index, With(Whole(path, index), field, value));
        Assert.Equal((status, param), ((int)answered, error.Text("param")));
    }

    [Fact]
    public async Task What_an_assistant_declined_with_is_what_it_said()
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.IndexAsync(Guide)).Text("id");
        foreach (var declined in (string[])
            [
                """{"role":"assistant","content":null,"refusal":"I would rather not."}""",
                """{"role":"assistant","refusal":"I would rather not."}""",
                """{"role":"assistant","content":[{"type":"refusal","refusal":"I would rather not."}]}""",
            ])
        {
            var question = """{"role":"user","content":"How heavy is the mirror?"}""";
            var messages = $$"""[{"role":"user","content":"Sing."},{{declined}},{{question}}]""";
            var body = With(Whole("/v1/chat/completions", index), "messages", messages);
            var completion = await server.PostAsync("/v1/chat/completions", body);
            Assert.Contains(
                "340", completion.GetProperty("choices")[0].GetProperty("message").Text("content"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_response_that_was_not_kept_is_said_to_be_none()
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.IndexAsync(Guide)).Text("id");
        var body = With(Whole("/v1/responses", index), "store", "false");
        var id = (await server.PostAsync("/v1/responses", body)).Text("id");
        var gone = With(Whole("/v1/responses", index), "previous_response_id", $"\"{id}\"");
        var (_, error) = await ErrorAsync(server, "/v1/responses", index, gone);
        Assert.Contains("is not kept", error.Text("message"), StringComparison.Ordinal);
        using var read = await server.Http.GetAsync($"/v1/responses/{id}", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        Assert.Contains("is not kept", await read.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static JsonObject Whole(string path, string index) => JsonNode.Parse(path switch
    {
        "/v1/chat/completions" =>
            $$"""{"model":"{{index}}","messages":[{"role":"user","content":"How heavy is it?"}]}""",
        "/v1/responses" => $$"""
            {"model":"lectern","input":"How heavy is it?","tools":[{"type":"file_search","vector_store_ids":["{{index}}"]}]}
            """,
        "/v1/embeddings" => """{"model":"any","input":"x"}""",
        _ => """{"query":"mirror"}""",
    })!.AsObject();

    private static JsonObject With(JsonObject body, string field, string value)
    {
        var path = field.Split('.');
        var place = body;
        foreach (var part in path[..^1])
            place = (JsonObject)(place[part] ??= new JsonObject());
        place[path[^1]] = JsonNode.Parse(value);
        return body;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Error)> ErrorAsync(
        TestServer server, string path, string index, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), MediaTypeHeaderValue.Parse("application/json"));
        using var response = await server.Http.PostAsync(
            path.Replace("INDEX", index, StringComparison.Ordinal), content, Cancellation);
        var answer = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(JsonDocument.Parse(answer).RootElement.TryGetProperty("error", out var error), answer);
        return (response.StatusCode, error);
    }
}
