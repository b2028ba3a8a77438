using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Lectern.FakeModel;

/// <summary>One thing that the fake model server does while it streams an answer.</summary>
internal abstract record FakeFrame
{
    public static FakeFrame Text(string content) => Delta(new JsonObject { ["content"] = content });

    /// <param name="field"><c>reasoning_content</c> or <c>reasoning</c>, as different servers name it.</param>
    public static FakeFrame Reasoning(string content, string field = "reasoning_content") =>
        Delta(new JsonObject { [field] = content });

    public static FakeFrame Refusal(string content) => Delta(new JsonObject { ["refusal"] = content });

    /// <summary>The beginning of a tool call; more of its arguments may follow.</summary>
    public static FakeFrame Call(int index, string? id, string name, string arguments) => ToolDelta(new JsonObject
    {
        ["index"] = index,
        ["id"] = id,
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = name, ["arguments"] = arguments },
    });

    /// <summary>More of a call's arguments.</summary>
    public static FakeFrame Arguments(int index, string more) => ToolDelta(new JsonObject
    {
        ["index"] = index,
        ["function"] = new JsonObject { ["arguments"] = more },
    });

    public static FakeFrame Finish(string reason) => Choice(new JsonObject(), reason);

    public static FakeFrame Usage(int input, int output) => Chunk(new JsonArray(), new JsonObject
    {
        ["prompt_tokens"] = input,
        ["completion_tokens"] = output,
        ["total_tokens"] = input + output,
    });

    public static FakeFrame Done { get; } = new RawFrame("data: [DONE]\n\n");

    /// <summary>Bytes as they are, well-formed or not.</summary>
    public static FakeFrame Raw(string text) => new RawFrame(text);

    /// <inheritdoc cref="Raw(string)"/>
    public static FakeFrame Raw(byte[] bytes) => new BytesFrame(bytes);

    public static FakeFrame Pause(TimeSpan duration) => new PauseFrame(duration);

    /// <summary>Says nothing more until the client leaves.</summary>
    public static FakeFrame Stall { get; } = new PauseFrame(Timeout.InfiniteTimeSpan);

    /// <summary>
    /// Breaks the connection, once the client has had the time to read what was sent (a reset takes that away).
    /// </summary>
    public static FakeFrame Abort { get; } = new AbortFrame();

    public abstract Task SendAsync(HttpContext http, CancellationToken cancellationToken);

    private static FakeFrame ToolDelta(JsonObject call) => Delta(new JsonObject { ["tool_calls"] = new JsonArray(call) });

    private static FakeFrame Delta(JsonObject delta) => Choice(delta, finish: null);

    private static FakeFrame Choice(JsonObject delta, string? finish) =>
        Chunk(new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }), usage: null);

    private static RawFrame Chunk(JsonArray choices, JsonObject? usage)
    {
        var chunk = new JsonObject
        {
            ["id"] = "chatcmpl-1",
            ["object"] = "chat.completion.chunk",
            ["created"] = 1,
            ["model"] = "fake",
            ["choices"] = choices,
        };
        if (usage is not null)
            chunk["usage"] = usage;
        return new RawFrame($"data: {chunk.ToJsonString()}\n\n");
    }

    private sealed record RawFrame(string Content) : FakeFrame
    {
        public override async Task SendAsync(HttpContext http, CancellationToken cancellationToken)
        {
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Content), cancellationToken);
            await http.Response.Body.FlushAsync(cancellationToken);
        }
    }

    private sealed record BytesFrame(byte[] Content) : FakeFrame
    {
        public override async Task SendAsync(HttpContext http, CancellationToken cancellationToken)
        {
            await http.Response.Body.WriteAsync(Content, cancellationToken);
            await http.Response.Body.FlushAsync(cancellationToken);
        }
    }

    private sealed record PauseFrame(TimeSpan Duration) : FakeFrame
    {
        public override Task SendAsync(HttpContext http, CancellationToken cancellationToken) =>
            Task.Delay(Duration, cancellationToken);
    }

    private sealed record AbortFrame : FakeFrame
    {
        public override async Task SendAsync(HttpContext http, CancellationToken cancellationToken)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            http.Abort();
        }
    }
}
