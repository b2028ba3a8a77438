using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Lectern.FakeModel.FakeFrame;

namespace Lectern.Tests.Agent;

/// <summary>Models that misbehave, over HTTP: each turn ends in one sensible stop, and the server's log says why.</summary>
public sealed class BadModelTests
{
    private static readonly FakeReply Look = FakeReply.Calls(("a", "retrieve", """{"query":"warranty"}"""));

    private static Dictionary<string, FakeReply[]> Scripts => new()
    {
        ["unknown tools"] = [FakeReply.Calls(("a", "delete_everything", "{}")), FakeReply.Text("It is 24 months.")],
        ["broken arguments"] = [FakeReply.Calls(("a", "retrieve", "{\"query\": \"war")), FakeReply.Text("It is 24 months.")],
        ["half a character"] =
            [FakeReply.Calls(("a", "retrieve", """{"query":"war\ud800"}""")), FakeReply.Text("It is 24 months.")],
        ["fifty levels"] =
        [
            FakeReply.Calls(("a", "retrieve", $$"""{"query":{{new string('[', 50)}}{{new string(']', 50)}} }""")),
            FakeReply.Text("It is 24 months."),
        ],
        ["one call for ever"] = [.. Enumerable.Repeat(Look, 12)],
        ["numbers never given"] = [FakeReply.Text("It is 24 months [4], or so [99].")],
        ["lies"] = [Look, FakeReply.Text("The warranty of the X200 pump is 48 months [1].")],
        ["nothing"] = [FakeReply.Text("")],
        ["200 KB"] = [FakeReply.Text([.. Enumerable.Repeat(new string('a', 999) + "\n", 205)])],
        ["another language"] = [Look, FakeReply.Text("La garantie de la pompe X200 est de 24 mois [1]. 保証は24か月です [1]。")],
        ["a content filter"] = [FakeReply.Stream(FakeFrame.Text("The "), Finish("content_filter"), Usage(7, 3), Done)],
        ["invalid UTF-8"] =
        [
            FakeReply.Stream(
                Raw([
                    .. "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\","u8,
                    .. "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"24 m"u8,
                    0xFF, 0xC3,
                    .. "onths\"}}]}\n\n"u8,
                ]),
                Finish("stop"), Done),
        ],
        ["a broken connection"] = [FakeReply.Stream(FakeFrame.Text("It is"), Abort)],
        ["a clean end in the middle"] = [FakeReply.Stream(FakeFrame.Text("It is"), FakeFrame.Text(" 24"))],
        ["a clean end in the middle of a call"] = [FakeReply.Stream(Call(0, "a", "retrieve", """{"query":"warranty"}"""))],
    };

    [Theory]
    [InlineData("unknown tools", null, "was refused: an unknown tool")]
    [InlineData("broken arguments", null, "was refused: arguments that are no JSON object")]
    [InlineData("half a character", null, "was refused: arguments that cannot be kept")]
    [InlineData("fifty levels", null, "was refused: arguments that cannot be kept")]
    [InlineData("one call for ever", "used all 12 steps", "was refused: the same call again and again")]
    [InlineData("numbers never given", null, null)]
    [InlineData("lies", null, "1 marks in the turn of")]
    [InlineData("nothing", "empty answer", "The model gave an empty answer")]
    [InlineData("200 KB", "more than 200,000 characters", "The answer was cut off")]
    [InlineData("another language", null, "marks in the turn of")]
    [InlineData("a content filter", "content filter", "The model's content filter stopped the answer")]
    [InlineData("invalid UTF-8", "no valid answer", "no valid answer")]
    [InlineData("a broken connection", "broke off", "The connection to the model broke off")]
    [InlineData("a clean end in the middle", "broke off", "The answer broke off")]
    [InlineData("a clean end in the middle of a call", "broke off", "The answer broke off")]
    public async Task Ends_in_a_sensible_stop_and_the_log_says_why(string script, string? error, string? logged)
    {
        using var log = new MemoryLog();
        await using var model = await FakeModelServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var server = await TestServer.StartAsync(
            services => services.AddLogging(logging => logging.AddProvider(log)),
            o => o with { Model = "openai:bad", OpenAiBaseUrl = model.BaseUrl });
        var index = await server.IndexAsync(("pump.md", "The warranty of the X200 pump is 24 months."u8.ToArray()));
        model.Enqueue(Scripts[script]);
        var frames = await server.AskAsync(await server.SessionAsync(index.Text("id")), "How long is the warranty?");

        var stop = Assert.Single(frames, f => f.Type == "stop");
        Assert.Equal(stop, frames[^1]);
        Assert.Equal(error is not null, stop.Json.GetProperty("is_error").GetBoolean());
        if (error is not null)
            Assert.Contains(error, stop.Json.Text("error"), StringComparison.Ordinal);
        if (logged is not null)
            Assert.Contains(log.Lines, l => l.Contains(logged, StringComparison.Ordinal));
        var texts = frames.Where(f => f.Type == "text").Select(f => f.Json.Text("content"));
        Assert.Equal(
            string.Concat(texts), string.Concat(frames.Where(f => f.Type == "text_delta").Select(f => f.Json.Text("content"))));
        Assert.All(frames.Where(f => f.Type == "text"), f => Assert.All(
            f.Json.GetProperty("citations").EnumerateArray(),
            c => Assert.Equal("The warranty of the X200 pump is 24 months.", c.Text("quote"))));

        // What the user or a document said is not in the log.
        Assert.DoesNotContain(log.Lines, l => l.Contains("warranty", StringComparison.Ordinal));
    }
}
