using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Lectern.Contracts;
using Lectern.Server.Agent;
using Microsoft.Extensions.Time.Testing;
using static Lectern.FakeModel.FakeFrame;

namespace Lectern.Tests.Agent;

/// <summary>Whatever the model's server does, the turn ends with a sentence, and what was said is kept.</summary>
public sealed class ModelFaultTests
{
    [Theory]
    [InlineData(401, "invalid_api_key", "The model server refused the key (OPENAI_API_KEY).")]
    [InlineData(404, "model_not_found", "The model server does not know this model or address (LECTERN_MODEL, OPENAI_BASE_URL).")]
    [InlineData(
        400, "context_length_exceeded",
        "The conversation is too long for the model. A new session starts with an empty one.")]
    [InlineData(400, "content_filter", "The model's content filter refused the conversation.")]
    public async Task A_refused_request_is_told_in_words_and_not_tried_again(int status, string code, string sentence)
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Error(status, "sk-test-0123456789 is wrong", code: code));
        var outcome = await run.AskAsync();
        Assert.Equal(sentence, outcome.Error);
        Assert.Single(run.Server.Requests);
        Assert.Empty(run.Events);
    }

    [Theory]
    [InlineData(429, "0")]
    [InlineData(500, null)]
    [InlineData(503, "0")]
    public async Task A_busy_server_is_asked_again_before_it_began(int status, string? retryAfter)
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Error(status, retryAfter: retryAfter), FakeReply.Text("Hi"));
        var outcome = await run.AskAsync();
        Assert.Null(outcome.Error);
        Assert.Equal(1, outcome.Used.Steps);
        Assert.Equal(["text_delta Hi", "text Hi"], run.Lines);
        Assert.Equal(run.Server.Requests[0].Body, run.Server.Requests[1].Body);
    }

    [Fact]
    public async Task Retry_after_is_waited_for()
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Error(429, retryAfter: "1"), FakeReply.Text("Hi"));
        var clock = Stopwatch.StartNew();
        await run.AskAsync();
        Assert.True(clock.Elapsed > TimeSpan.FromSeconds(0.95), $"{clock.Elapsed}");
    }

    [Fact]
    public async Task A_server_that_stays_busy_is_asked_four_times()
    {
        await using var run = await AgentRun.StartAsync();
        run.Server.Otherwise = _ => FakeReply.Error(429, retryAfter: "0");
        var outcome = await run.AskAsync();
        Assert.Equal("The model server is out of capacity for this key (status 429). Try again in 0 seconds.", outcome.Error);
        Assert.Equal(4, run.Server.Requests.Count);
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_told_and_not_waited_for()
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Error(429, retryAfter: "3600"));
        var outcome = await run.AskAsync();
        Assert.Equal("The model server is out of capacity for this key (status 429). Try again in 3600 seconds.", outcome.Error);
        Assert.Single(run.Server.Requests);
    }

    [Fact]
    public async Task A_stream_that_breaks_is_not_tried_again_and_what_was_said_is_kept()
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Stream(
                Reasoning("Hm."), FakeFrame.Text("24 mon"), Raw("data: {\"id\":\"1\",\"cho"),
                Abort), FakeReply.Text("again"));
        var outcome = await run.AskAsync();
        Assert.Equal("The connection to the model broke off.", outcome.Error);
        Assert.Equal(["thinking_delta Hm.", "thinking Hm.", "text_delta 24 mon", "text 24 mon"], run.Lines);
        Assert.Single(run.Server.Requests);
    }

    [Fact]
    public async Task A_stream_that_breaks_before_its_first_word_is_not_tried_again()
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Stream(Raw(": hello\n\n"), Abort), FakeReply.Text("again"));
        var outcome = await run.AskAsync();
        Assert.Equal("The connection to the model broke off.", outcome.Error);
        Assert.Single(run.Server.Requests);
    }

    [Theory]
    [InlineData("data: <html>no</html>\n\n")]
    [InlineData("data: [1,2]\n\n")]
    [InlineData("data: {\"choices\":7}\n\n")]
    public async Task Garbage_is_told_and_what_was_said_is_kept(string garbage)
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Stream(FakeFrame.Text("So"), Raw(garbage), FakeFrame.Text("far"), Done));
        var outcome = await run.AskAsync();
        Assert.Equal("The model server sent something that is no valid answer.", outcome.Error);
        Assert.Equal(["text_delta So", "text So"], run.Lines);
    }

    [Fact]
    public async Task An_answer_without_words_is_an_error()
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Text("", " \n"));
        var outcome = await run.AskAsync();
        Assert.Equal("The model gave an empty answer. Asking again may help.", outcome.Error);
        Assert.Empty(run.Events);
    }

    [Fact]
    public async Task A_stream_that_closes_without_a_finish_has_broken_off_and_its_text_is_kept()
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Stream(FakeFrame.Text("All.")));
        var outcome = await run.AskAsync();
        Assert.Equal("The answer broke off: the model's stream ended without saying that it was whole.", outcome.Error);
        Assert.Equal(["text_delta All.", "text All."], run.Lines);
    }

    [Fact]
    public async Task A_refusal_is_told_whole()
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Stream(Refusal("I cannot "), Refusal("help."), Finish("stop"), Usage(7, 3), Done));
        var outcome = await run.AskAsync();
        Assert.Equal("The model refused to answer: I cannot help.", outcome.Error);
        Assert.Equal((7, 3), (outcome.Used.InputTokens, outcome.Used.OutputTokens));
    }

    [Fact]
    public async Task A_content_filter_keeps_what_was_said_and_counts_the_tokens()
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Stream(FakeFrame.Text("Well"), Finish("content_filter"), Usage(7, 3), Done));
        var outcome = await run.AskAsync();
        Assert.Equal("The model's content filter stopped the answer.", outcome.Error);
        Assert.Equal(["text_delta Well", "text Well"], run.Lines);
        Assert.Equal((7, 3), (outcome.Used.InputTokens, outcome.Used.OutputTokens));
    }

    [Theory]
    [InlineData("Most of it", null)]
    [InlineData("", "The model reached its output limit before it said anything.")]
    public async Task An_answer_cut_at_the_models_limit_is_kept(string said, string? error)
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Stream(FakeFrame.Text(said), Finish("length"), Done));
        Assert.Equal(error, (await run.AskAsync()).Error);
    }

    [Fact]
    public async Task A_flood_of_text_is_cut_off_and_kept()
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Stream(
            [.. Enumerable.Repeat(FakeFrame.Text(new string('a', 700)), 400), Stall]));
        run.Limits = new AgentLimits { MaxAnswerCharacters = 100_000 };
        var outcome = await run.AskAsync();
        Assert.Equal("The answer was cut off: it had more than 100,000 characters.", outcome.Error);
        Assert.Equal(100_000, run.Events.OfType<TextEvent>().Single().Content.Length);
        await run.Server.Requests[0].Disconnected.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_model_that_falls_silent_is_given_up()
    {
        var time = new FakeTimeProvider();
        await using var run = await AgentRun.StartAsync(FakeReply.Stream(FakeFrame.Text("Wait"), Stall));
        run.Time = time;
        var said = new TaskCompletionSource();
        run.Written = _ => said.TrySetResult();
        var asking = run.AskAsync();
        await said.Task;
        Assert.Equal("The model said nothing for 60 seconds and was given up.", (await AdvanceAsync(time, asking)).Error);
        Assert.Equal(["text_delta Wait", "text Wait"], run.Lines);
        await run.Server.Requests[0].Disconnected.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_model_that_never_begins_is_given_up()
    {
        var time = new FakeTimeProvider();
        await using var run = await AgentRun.StartAsync(FakeReply.Stream(Raw(": thinking\n\n"), Stall));
        run.Time = time;
        var outcome = await AdvanceAsync(time, run.AskAsync());
        Assert.Equal("The model did not begin to answer within 120 seconds.", outcome.Error);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_by_its_address()
    {
        using var unused = new TcpListener(IPAddress.Loopback, 0);
        unused.Start();
        var port = ((IPEndPoint)unused.LocalEndpoint).Port;
        unused.Stop();
        await using var run = await AgentRun.StartAsync();
        run.Model = AgentRun.Make(run.Options($"http://127.0.0.1:{port}/v1"));
        var outcome = await run.AskAsync();
        Assert.Equal(
            $"The model server cannot be reached: Connection refused (127.0.0.1:{port}) (OPENAI_BASE_URL)", outcome.Error);
    }

    /// <summary>Lets the faked time pass until the answer is there: how far the model has got cannot be seen from here.</summary>
    private static async Task<AgentOutcome> AdvanceAsync(FakeTimeProvider time, Task<AgentOutcome> asking)
    {
        while (!asking.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.WhenAny(asking, Task.Delay(5, TestContext.Current.CancellationToken));
        }

        return await asking;
    }
}
