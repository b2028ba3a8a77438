using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lectern.FakeModel;

/// <summary>What the fake model server answers to one request.</summary>
/// <param name="Body">Of an error status.</param>
/// <param name="Frames">Of a stream, in order; can be made as they are sent, and go on for ever.</param>
internal sealed record FakeReply(int Status, string Body, string? RetryAfter, IEnumerable<FakeFrame> Frames)
{
    public static FakeReply Stream(params IEnumerable<FakeFrame> frames) => new(200, "", null, frames);

    /// <summary>A whole answer of 10 input and 5 output tokens.</summary>
    public static FakeReply Text(params string[] deltas) =>
        Stream([.. deltas.Select(FakeFrame.Text), FakeFrame.Finish("stop"), FakeFrame.Usage(10, 5), FakeFrame.Done]);

    /// <summary>A numbered word every so often, as many as are asked for.</summary>
    public static FakeReply Words(TimeSpan every, int count = int.MaxValue) => Stream(
        Enumerable.Range(0, count).SelectMany(i => (FakeFrame[])[FakeFrame.Text($"word{i} "), FakeFrame.Pause(every)])
            .Concat([FakeFrame.Finish("stop"), FakeFrame.Usage(10, count), FakeFrame.Done]));

    /// <summary>A whole step of tool calls, of 10 input and 5 output tokens.</summary>
    public static FakeReply Calls(params (string? Id, string Name, string Arguments)[] calls) => Stream(
    [
        .. calls.Select((c, i) => FakeFrame.Call(i, c.Id, c.Name, c.Arguments)),
        FakeFrame.Finish("tool_calls"), FakeFrame.Usage(10, 5), FakeFrame.Done,
    ]);

    /// <param name="retryAfter">The header's value, or null.</param>
    public static FakeReply Error(int status, string message = "no", string? retryAfter = null, string code = "error") =>
        new(status, new JsonObject
        {
            ["error"] = new JsonObject { ["message"] = message, ["type"] = code, ["code"] = code },
        }.ToJsonString(), retryAfter, []);
}

/// <summary>A request as the fake model server got it.</summary>
internal sealed class FakeRequest(string path, string body, IReadOnlyDictionary<string, string> headers)
{
    private readonly TaskCompletionSource disconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Path => path;

    public string Body => body;

    public JsonElement Json { get; } = JsonElement.Parse(body);

    /// <summary>What the user said last; empty when that is no text.</summary>
    public string Prompt =>
        Json.GetProperty("messages").EnumerateArray().LastOrDefault(m => m.GetProperty("role").GetString() == "user") is
        { ValueKind: JsonValueKind.Object } last && last.GetProperty("content") is { ValueKind: JsonValueKind.String } content
            ? content.GetString()!
            : "";

    /// <summary>Names in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers => headers;

    /// <summary>Ends when the client leaves before it has the whole answer.</summary>
    public Task Disconnected => disconnected.Task;

    internal void Left() => disconnected.TrySetResult();
}
