using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Server.Chat;
using Lectern.Tests.Fakes;
using Lectern.Tests.Hostile;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Dialects;

/// <summary>OpenAI's dialect with a model that waits, and with hostile bodies; tests/sdk has the official package.</summary>
public sealed class OpenAiTests
{
    private static readonly (string Name, byte[] Content) Guide =
        ("guide.md", "# Mirror\n\nThe mirror weighs 340 kilograms."u8.ToArray());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_no_JSON_is_one_sentence()
    {
        await using var server = await TestServer.StartAsync();
        using var body = new StringContent("no JSON", System.Text.Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync("/v1/chat/completions", body, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("error");
        Assert.StartsWith("JSON decode error", error.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_text_comes_while_the_model_still_speaks_and_a_client_that_leaves_ends_it()
    {
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        var index = (await server.IndexAsync(Guide)).Text("id");
        var places = server.Services.GetRequiredService<TurnPlaces>();
        using (var response = await StreamAsync(server, index))
        using (var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation)))
        {
            model.Say("It weighs ");
            await UntilAsync(reader, "It weighs ");
            Assert.Equal(1, places.Running);
        }

        await model.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        for (var i = 0; i < 300 && places.Running > 0; i++)
            await Task.Delay(100, Cancellation);
        Assert.Equal(0, places.Running);
        Assert.Empty((await server.GetAsync("/api/v1/chat")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task What_the_application_says_and_what_was_said_before_reach_the_model_and_its_tokens_are_counted()
    {
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        var index = (await server.IndexAsync(Guide)).Text("id");
        model.Say("It does.");
        model.End();
        var completion = await server.PostAsync("/v1/chat/completions", new
        {
            model = index,
            messages = new[]
            {
                new { role = "system", content = "Answer like a pirate." },
                new { role = "user", content = "What is there?" },
                new { role = "assistant", content = "A mirror." },
                new { role = "user", content = "Does it weigh much?" },
            },
        });
        Assert.Contains("Answer like a pirate.", model.Asked[0].Text, StringComparison.Ordinal);
        Assert.Equal(["What is there?", "A mirror.", "Does it weigh much?"], model.Asked.Skip(1).Select(m => m.Text));
        Assert.Equal("It does.", completion.GetProperty("choices")[0].GetProperty("message").Text("content"));
        Assert.Equal(8, completion.GetProperty("usage").GetProperty("total_tokens").GetInt32());
        var usage = (await server.GetAsync("/api/v1/usage")).GetProperty("days")[0];
        Assert.Equal(5, usage.GetProperty("output_tokens").GetInt32());
    }

    [Fact]
    public async Task A_key_that_has_its_turns_is_told_to_wait()
    {
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(
            services => services.AddSingleton<IChatClient>(model),
            options => options with { Limits = options.Limits with { TurnsPerKey = 1 } });
        var index = (await server.IndexAsync(Guide)).Text("id");
        using var running = await StreamAsync(server, index);
        using var refused = await StreamAsync(server, index);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        var error = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("error");
        Assert.Equal("rate_limit_error", error.Text("type"));
    }

    [Fact]
    public async Task Another_projects_index_and_response_are_not_found()
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.IndexAsync(Guide)).Text("id");
        object[] tools = [new { type = "file_search", vector_store_ids = new[] { index } }];
        var response = await server.PostAsync("/v1/responses", new { model = "lectern", input = "How heavy is it?", tools });
        using var stranger = await OtherProject.JoinAsync(server);
        var messages = new[] { new { role = "user", content = "x" } };
        foreach (var (path, body) in ((string, object)[])
            [
                ("/v1/chat/completions", new { model = index, messages }),
                ("/v1/responses", new { model = "lectern", input = "x", tools }),
                ("/v1/responses", new { model = "lectern", input = "x", previous_response_id = response.Text("id") }),
                ($"/v1/responses/{response.Text("id")}/cancel", new { }),
                ($"/v1/vector_stores/{index}/search", new { query = "x" }),
            ])
        {
            using var answer = await stranger.PostAsJsonAsync(path, body, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        foreach (var path in (string[])[$"/v1/responses/{response.Text("id")}", $"/v1/models/{index}"])
        {
            using var answer = await stranger.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Single((await server.GetAsync("/api/v1/chat")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task No_body_is_a_servers_error()
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.IndexAsync(Guide)).Text("id");
        var sent = 0;
        foreach (var (path, fields) in Fields(index))
        {
            foreach (var (field, value) in fields.SelectMany(f => HostileJson.All.Select(v => (f, v))))
            {
                var body = field.Replace("HERE", value, StringComparison.Ordinal);
                using var response = await server.Http.PostAsync(
                    path, new StringContent(body, MediaTypeHeaderValue.Parse("application/json")), Cancellation);
                var answer = await response.Content.ReadAsStringAsync(Cancellation);
                Assert.True((int)response.StatusCode < 500, $"{path} {body[..Math.Min(200, body.Length)]}: {answer}");
                var isTold = answer.StartsWith("{\"error\":{\"message\":", StringComparison.Ordinal);
                Assert.True(response.IsSuccessStatusCode || isTold, answer);
                sent++;
            }
        }

        Console.WriteLine($"OpenAI: {sent} hostile bodies");
        Assert.True(sent > 1_000);
    }

    private static IEnumerable<(string Path, string[] Fields)> Fields(string index)
    {
        const string said = "\"messages\":[{\"role\":\"user\",\"content\":\"How heavy is it?\"}]";
        var tools = $"\"tools\":[{{\"type\":\"file_search\",\"vector_store_ids\":[\"{index}\"]}}]";
        yield return ("/v1/chat/completions",
        [
            $"{{\"model\":HERE,{said}}}", $"{{\"model\":\"{index}\",\"messages\":HERE}}",
            $"{{\"model\":\"{index}\",\"messages\":[HERE]}}",
            $"{{\"model\":\"{index}\",\"messages\":[{{\"role\":HERE,\"content\":\"x\"}}]}}",
            $"{{\"model\":\"{index}\",\"messages\":[{{\"role\":\"user\",\"content\":HERE}}]}}",
            $"{{\"model\":\"{index}\",\"messages\":[{{\"role\":\"user\",\"content\":[HERE]}}]}}",
            $"{{\"model\":\"{index}\",{said},\"stream\":HERE}}",
            $"{{\"model\":\"{index}\",{said},\"stream_options\":HERE,\"stream\":true}}",
            $"{{\"model\":\"{index}\",{said},\"n\":HERE}}", $"{{\"model\":\"{index}\",{said},\"tools\":HERE}}",
            $"{{\"model\":\"{index}\",{said},\"response_format\":HERE}}", "HERE",
        ]);
        yield return ("/v1/responses",
        [
            $"{{\"model\":HERE,\"input\":\"x\",{tools}}}", $"{{\"model\":\"lectern\",\"input\":HERE,{tools}}}",
            $"{{\"model\":\"lectern\",\"input\":[HERE],{tools}}}", "{\"model\":\"lectern\",\"input\":\"x\",\"tools\":HERE}",
            "{\"model\":\"lectern\",\"input\":\"x\",\"tools\":[HERE]}",
            "{\"model\":\"lectern\",\"input\":\"x\",\"tools\":[{\"type\":\"file_search\",\"vector_store_ids\":HERE}]}",
            "{\"model\":\"lectern\",\"input\":\"x\",\"tools\":[{\"type\":\"file_search\",\"vector_store_ids\":[HERE]}]}",
            $"{{\"model\":\"lectern\",\"input\":\"x\",{tools},\"instructions\":HERE}}",
            $"{{\"model\":\"lectern\",\"input\":\"x\",{tools},\"previous_response_id\":HERE}}",
            $"{{\"model\":\"lectern\",\"input\":\"x\",{tools},\"store\":HERE}}",
            $"{{\"model\":\"lectern\",\"input\":\"x\",{tools},\"text\":HERE}}",
        ]);
        yield return ($"/v1/vector_stores/{index}/search",
        [
            "{\"query\":HERE}", "{\"query\":[HERE]}", "{\"query\":\"x\",\"max_num_results\":HERE}",
            "{\"query\":\"x\",\"filters\":HERE}",
            "{\"query\":\"x\",\"filters\":{\"type\":\"eq\",\"key\":HERE,\"value\":1}}",
            "{\"query\":\"x\",\"filters\":{\"type\":\"eq\",\"key\":\"a\",\"value\":HERE}}",
            "{\"query\":\"x\",\"filters\":{\"type\":HERE,\"key\":\"a\",\"value\":1}}",
            "{\"query\":\"x\",\"ranking_options\":HERE}",
        ]);
        yield return ("/v1/embeddings", ["{\"input\":HERE}", "{\"input\":[HERE]}", "{\"input\":\"x\",\"encoding_format\":HERE}"]);
    }

    private static Task<HttpResponseMessage> StreamAsync(TestServer server, string index)
    {
        var messages = new[] { new { role = "user", content = "How heavy is the mirror?" } };
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = JsonContent.Create(new { model = index, messages, stream = true }),
        };
        return server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    private static async Task UntilAsync(StreamReader reader, string text)
    {
        while (await reader.ReadLineAsync(Cancellation) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"The stream ended without {text}.");
    }
}
