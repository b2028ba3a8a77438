using Lectern.Contracts;
using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Agent;

/// <summary>Every provider through its own package over real HTTP; see <c>Wire/README.md</c> for what is replayed.</summary>
public sealed class ProviderTests
{
    [Theory]
    [InlineData("openai", false)]
    [InlineData("azure", false)]
    [InlineData("anthropic", true)]
    [InlineData("ollama", true)]
    public async Task A_turn_has_the_same_events_with_every_provider(string provider, bool thinks)
    {
        await using var run = await StartAsync(provider);
        var outcome = await run.AskAsync();
        Assert.Null(outcome.Error);
        var types = run.Events.Select(e => e.Type).ToList();
        Assert.Equal(
            [
                .. thinks ? ["thinking_delta", "thinking_delta", "thinking"] : Array.Empty<string>(),
                "tool_call", "tool_result", .. types.Where(t => t == "text_delta"), "text",
            ],
            types);
        if (thinks)
            Assert.Equal("I should look it up.", run.Events.OfType<ThinkingEvent>().Single().Content);
        var call = run.Events.OfType<ToolCallEvent>().Single();
        Assert.Equal(("retrieve", "{\"query\":\"warranty X200\"}"), (call.Name, call.Arguments.GetRawText()));
        var text = run.Events.OfType<TextEvent>().Single();
        Assert.Equal("The warranty of the X200 pump is 24 months [1].", text.Content);
        Assert.Equal("The warranty of the X200 pump is 24 months.", Assert.Single(text.Citations).Quote);
        Assert.Equal((2, 1072L, 101L), (outcome.Used.Steps, outcome.Used.InputTokens, outcome.Used.OutputTokens));
    }

    [Theory]
    [InlineData("openai", "/v1/chat/completions", "Authorization", "Bearer key-0123")]
    [InlineData("azure", "/openai/v1/chat/completions", "Authorization", "Bearer key-0123")]
    [InlineData("anthropic", "/v1/messages", null, null)]
    [InlineData("ollama", "/api/chat", null, null)]
    public async Task Each_is_asked_at_its_address_with_its_key_and_shown_fenced_results(
        string provider, string path, string? header, string? value)
    {
        await using var run = await StartAsync(provider);
        await run.AskAsync();
        Assert.Equal(2, run.Server.Requests.Count);
        Assert.All(run.Server.Requests, r => Assert.Equal(path, r.Path));
        if (header is not null)
            Assert.Equal(value, run.Server.Requests[0].Headers[header]);
        if (provider == "anthropic")
            Assert.Contains(run.Server.Requests[0].Headers, h => h.Value.EndsWith("key-0123", StringComparison.Ordinal));
        if (provider == "ollama")
            Assert.DoesNotContain(run.Server.Requests[0].Headers, h => h.Value.Contains("key-0123", StringComparison.Ordinal));
        var last = run.Server.Requests[1].Body;
        Assert.Contains("document_content", last, StringComparison.Ordinal);
        Assert.Contains("The warranty of the X200 pump is 24 months.", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anthropics_signed_reasoning_goes_back_with_its_calls_in_one_block()
    {
        await using var run = await StartAsync("anthropic", s => s with { Reasoning = "medium" });
        await run.AskAsync();
        Assert.True(run.Server.Requests[0].Json.TryGetProperty("thinking", out _));
        var assistant = run.Server.Requests[1].Json.GetProperty(
            "messages").EnumerateArray().Single(m => m.Text("role") == "assistant");
        var blocks = assistant.GetProperty("content").EnumerateArray().ToList();
        Assert.Equal(["thinking", "tool_use"], blocks.Select(b => b.Text("type")));
        Assert.Equal("I should look it up.", blocks[0].Text("thinking"));
        Assert.StartsWith("EqQB", blocks[0].Text("signature"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anthropic", 401, "The model server refused the key (ANTHROPIC_API_KEY).")]
    [InlineData("azure", 401, "The model server refused the key (AZURE_OPENAI_API_KEY).")]
    [InlineData("anthropic", 404, "The model server does not know this model or address (LECTERN_MODEL, ANTHROPIC_BASE_URL).")]
    [InlineData("ollama", 404, "The model server does not know this model or address (LECTERN_MODEL, OLLAMA_BASE_URL).")]
    [InlineData("anthropic", 413, "The model server rejected the request: no")]
    public async Task A_providers_refusal_names_its_own_settings(string provider, int status, string sentence)
    {
        await using var run = await StartAsync(provider, replay: false);
        run.Server.Enqueue(FakeReply.Error(status));
        Assert.Equal(sentence, (await run.AskAsync()).Error);
        Assert.Empty(run.Events);
    }

    [Fact]
    public async Task Ollama_says_when_a_model_has_no_tools()
    {
        await using var run = await StartAsync("ollama", replay: false);
        run.Server.Enqueue(
            new FakeReply(400, """{"error":"registry.ollama.ai/library/tiny:latest does not support tools"}""", null, []));
        Assert.StartsWith("The model cannot call tools", (await run.AskAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anthropics_error_in_the_middle_keeps_what_was_said()
    {
        await using var run = await StartAsync("anthropic", replay: false);
        run.Server.Enqueue(FakeReply.Stream(FakeFrame.Raw(
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
            + "\"role\":\"assistant\",\"content\":[],\"model\":\"m\",\"stop_reason\":null,\"stop_sequence\":null,"
            + "\"usage\":{\"input_tokens\":25,\"output_tokens\":1}}}\n\n"
            + "event: content_block_start\n"
            + "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
            + "event: content_block_delta\n"
            + "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Well\"}}\n\n"
            + "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n"
            + "")));
        var outcome = await run.AskAsync();
        Assert.NotNull(outcome.Error);
        Assert.Equal(["text_delta Well", "text Well"], run.Lines);
    }

    [Theory]
    [InlineData("anthropic", "\"end_turn\"", false)]
    [InlineData("anthropic", "\"pause_turn\"", false)]
    [InlineData("anthropic", "\"a_new_one\"", false)]
    [InlineData("anthropic", null, true)]
    [InlineData("ollama", "\"stop\"", false)]
    [InlineData("ollama", "null", false)]
    [InlineData("ollama", null, true)]
    public async Task An_answer_is_whole_only_when_the_provider_says_that_it_ended(string provider, string? reason, bool isBroken)
    {
        await using var run = await StartAsync(provider, replay: false);
        run.Server.Enqueue(FakeReply.Stream(FakeFrame.Raw(provider == "ollama" ? OllamaSaid(reason) : AnthropicSaid(reason))));
        var outcome = await run.AskAsync();
        Assert.Equal(isBroken, outcome.Error?.StartsWith("The answer broke off", StringComparison.Ordinal) ?? false);
        Assert.Equal(isBroken, outcome.Error is not null);
        Assert.Equal(["text_delta Well", "text Well"], run.Lines);
    }

    /// <param name="reason">As JSON; null for a stream that ends before it.</param>
    private static string AnthropicSaid(string? reason)
    {
        const string start =
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
            + "\"role\":\"assistant\",\"content\":[],\"model\":\"m\",\"stop_reason\":null,\"stop_sequence\":null,"
            + "\"usage\":{\"input_tokens\":25,\"output_tokens\":1}}}\n\n"
            + "event: content_block_start\n"
            + "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
            + "event: content_block_delta\n"
            + "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Well\"}}\n\n";
        return reason is null ? start : start
            + "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
            + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":" + reason
            + ",\"stop_sequence\":null},\"usage\":{\"output_tokens\":9}}\n\n"
            + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
    }

    /// <inheritdoc cref="AnthropicSaid"/>
    private static string OllamaSaid(string? reason)
    {
        const string head =
            "{\"model\":\"m\",\"created_at\":\"2025-07-07T20:32:54.05441Z\",\"message\":{\"role\":\"assistant\",\"content\":";
        return head + "\"Well\"},\"done\":false}\n"
            + (reason is null ? "" : head + "\"\"},\"done_reason\":" + reason + ",\"done\":true,\"eval_count\":9}\n");
    }

    private static async Task<AgentRun> StartAsync(
        string provider, Func<ModelSettings, ModelSettings>? change = null, bool replay = true)
    {
        var run = await AgentRun.StartAsync();
        if (replay)
        {
            var wire = await File.ReadAllTextAsync(
                Path.Combine(
                    AppContext.BaseDirectory, "Agent", "Wire",
                    $"{provider}.txt"), TestContext.Current.CancellationToken);
            run.Server.Enqueue([.. wire.Split("=== step\n", StringSplitOptions.RemoveEmptyEntries)
                .Select(s => FakeReply.Stream(FakeFrame.Raw(s)))]);
        }

        var root = run.Server.BaseUrl[..^"/v1".Length];
        var settings = new ModelSettings
        {
            AzureApiKey = "key-0123",
            AzureEndpoint = root,
            AnthropicApiKey = "key-0123",
            AnthropicBaseUrl = root,
            OllamaBaseUrl = root,
        };
        run.Key = "key-0123";
        run.Model = AgentRun.Make(run.Options(run.Server.BaseUrl) with
        {
            Model = $"{provider}:some-model",
            ModelSettings = change?.Invoke(settings) ?? settings,
        });
        return run;
    }
}
