using System.Text.Json;
using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Agent;

/// <summary>Switching <c>LECTERN_MODEL</c> between its five kinds changes nothing in the events' shape.</summary>
public sealed class EventShapeTests
{
    [Fact]
    public async Task The_events_have_the_same_shape_with_every_kind_of_model()
    {
        var shapes = new Dictionary<string, Dictionary<string, string>>();
        foreach (var kind in (string[])["extractive", "openai", "azure", "anthropic", "ollama"])
            shapes[kind] = await ShapesAsync(kind);
        var expected = shapes["anthropic"];
        Assert.Equal(
            ["stop", "text", "text_delta", "thinking", "thinking_delta", "tool_call", "tool_result", "user_input"],
            expected.Keys.Order());
        foreach (var (kind, shape) in shapes)
        {
            Assert.Equal(
                ["stop", "text", "text_delta", "tool_call", "tool_result", "user_input"], shape.Keys.Order()
                    .Where(t => !t.StartsWith("thinking", StringComparison.Ordinal)));
            foreach (var (type, fields) in shape)
                Assert.True(expected[type] == fields, $"{kind} {type}: {fields} instead of {expected[type]}");
        }
    }

    /// <returns>By type of event: its fields' names and kinds, all the way down.</returns>
    private static async Task<Dictionary<string, string>> ShapesAsync(string kind)
    {
        await using var model = await FakeModelServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        if (kind != "extractive")
        {
            var wire = await File.ReadAllTextAsync(
                Path.Combine(AppContext.BaseDirectory, "Agent", "Wire", $"{kind}.txt"), TestContext.Current.CancellationToken);
            model.Enqueue([.. wire.Split("=== step\n", StringSplitOptions.RemoveEmptyEntries)
                .Select(s => FakeReply.Stream(FakeFrame.Raw(s)))]);
        }

        var root = model.BaseUrl[..^"/v1".Length];
        await using var server = await TestServer.StartAsync(change: o => o with
        {
            Model = kind == "extractive" ? kind : $"{kind}:some-model",
            OpenAiBaseUrl = model.BaseUrl,
            ModelSettings = new ModelSettings
            {
                AzureApiKey = "key",
                AzureEndpoint = root,
                AnthropicApiKey = "key",
                AnthropicBaseUrl = root,
                OllamaBaseUrl = root
            },
        });
        var index = await server.IndexAsync(("pump.md", "The warranty of the X200 pump is 24 months."u8.ToArray()));
        var frames = await server.AskAsync(
            await server.SessionAsync(index.Text("id")), "How long is the warranty of the X200 pump?");
        Assert.False(frames[^1].Json.GetProperty("is_error").GetBoolean(), kind);
        Assert.NotEmpty(frames.Last(f => f.Type == "text").Json.GetProperty("citations").EnumerateArray());
        return frames.GroupBy(f => f.Type).ToDictionary(
            g => g.Key, g => string.Join(
                " | ",
                g.Select(f => f.Event + " " + Shape(f.Json, f.Type == "tool_call")).Distinct().Order()));
    }

    /// <param name="isCall">A call's arguments are the model's own.</param>
    private static string Shape(JsonElement value, bool isCall = false) => value.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(
            ",",
            value.EnumerateObject().Select(p => p.Name + (isCall && p.Name == "arguments" ? "" : ":" + Shape(p.Value)))) + "}",
        JsonValueKind.Array => "[" + string.Join(",", value.EnumerateArray().Select(v => Shape(v)).Distinct()) + "]",
        JsonValueKind.True or JsonValueKind.False => "Boolean",
        var kind => kind.ToString(),
    };
}
