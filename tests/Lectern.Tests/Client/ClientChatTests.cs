using Lectern.Client;
using Lectern.Contracts;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Client;

public sealed class ClientChatTests
{
    private static readonly (
        string, byte[]) Guide = ("guide.md", "# Hours\n\nThe observatory opens its dome every Thursday. 🔭"u8.ToArray());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_streams_typed_events_that_are_the_history()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var index = await server.IndexAsync(Guide);
        var session = await client.Chat.CreateAsync([index.Text("id")], cancellationToken: Cancellation);

        var streamed = await client.Chat.StreamAsync(
            session.SessionId, "When does the dome open?", cancellationToken: Cancellation).AllAsync();

        Assert.Equal("When does the dome open?", Assert.IsType<UserInputEvent>(streamed[0]).Content);
        Assert.Contains("every Thursday", streamed.OfType<TextEvent>().Last().Content, StringComparison.Ordinal);
        Assert.False(Assert.IsType<StopEvent>(streamed[^1]).IsError);
        Assert.Equal(Enumerable.Range(1, streamed.Count).Select(n => (long?)n), streamed.Select(e => e.Sequence));
        var history = await client.Chat.RetrieveAsync(session.SessionId, Cancellation);
        Assert.Equal(streamed.Where(e => !EventTypes.IsDelta(e.Type)).Select(e => e.Type), history.Events.Select(e => e.Type));
        Assert.Equal(streamed.OfType<TextEvent>().Last().Content, history.Events.OfType<TextEvent>().Last().Content);
        Assert.Equal(
            streamed.OfType<ToolCallEvent>().First().Arguments.ToString(),
            history.Events.OfType<ToolCallEvent>().First().Arguments.ToString());
    }

    [Fact]
    public async Task A_turn_is_followed_again_from_its_start_or_from_any_event()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var index = await server.IndexAsync(Guide);
        var session = await client.Chat.CreateAsync(cancellationToken: Cancellation);
        Assert.Empty(await client.Chat.ResumeAsync(session.SessionId, cancellationToken: Cancellation).AllAsync());
        var ask = new ChatStreamOptions { IndexIds = [index.Text("id")] };
        var streamed = await client.Chat.StreamAsync(session.SessionId, "dome?", ask, Cancellation).AllAsync();

        var again = await client.Chat.ResumeAsync(session.SessionId, cancellationToken: Cancellation).AllAsync();
        var tail = await client.Chat.ResumeAsync(
            session.SessionId, streamed[^3].Sequence, cancellationToken: Cancellation).AllAsync();

        Assert.Equal(streamed.Select(e => (e.Sequence, e.Type)), again.Select(e => (e.Sequence, e.Type)));
        Assert.Equal(streamed[^2..].Select(e => e.Sequence), tail.Select(e => e.Sequence));
    }

    [Fact]
    public async Task Ending_a_turn_ends_it_on_the_server_and_keeps_what_was_said()
    {
        var model = new GatedChatClient();
        await using var server = await ServerWith(model);
        using var client = server.NewClient();
        var session = await BoundAsync(server, client);
        using var end = new CancellationTokenSource();
        var seen = new List<ChatEvent>();

        model.Say("so far");
        await foreach (
            var next in client.Chat.StreamAsync(session, "Hello?", new ChatStreamOptions { EndTurn = end.Token }, Cancellation))
        {
            seen.Add(next);
            if (next is TextDeltaEvent)
                await end.CancelAsync();
        }

        Assert.True(Assert.IsType<StopEvent>(seen[^1]).Cancelled);
        Assert.Equal("so far", seen.OfType<TextEvent>().Single().Content);
    }

    [Fact]
    public async Task Leaving_a_stream_leaves_the_turn_running()
    {
        var model = new GatedChatClient();
        await using var server = await ServerWith(model);
        using var client = server.NewClient();
        var session = await BoundAsync(server, client);
        model.Say("one ");
        await foreach (var next in client.Chat.StreamAsync(session, "Hello?", cancellationToken: Cancellation))
        {
            if (next is TextDeltaEvent)
                break;
        }

        var refused = await Assert.ThrowsAsync<LecternConflictException>(
            async () => await client.Chat.StreamAsync(session, "Another?", cancellationToken: Cancellation).AllAsync());
        Assert.NotEmpty(refused.Detail);
        model.Say("two");
        model.End();
        var whole = await client.Chat.ResumeAsync(session, cancellationToken: Cancellation).AllAsync();
        Assert.Equal("one two", whole.OfType<TextEvent>().Single().Content);
    }

    [Fact]
    public async Task Sessions_are_listed_titled_and_deleted()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
            made.Insert(0, (await client.Chat.CreateAsync(cancellationToken: Cancellation)).SessionId);

        Assert.Equal(made, (await client.Chat.ListAsync(pageSize: 2).AllAsync()).Select(s => s.SessionId));
        Assert.Equal("What is this?", (await client.Chat.SetTitleAsync(made[0], "What is this?", Cancellation)).GeneratedTitle);
        Assert.Equal("What is this?", (await client.Chat.GetSummaryAsync(made[0], Cancellation)).GeneratedTitle);
        await client.Chat.DeleteAsync(made[0], Cancellation);
        await Assert.ThrowsAsync<LecternNotFoundException>(() => client.Chat.RetrieveAsync(made[0], Cancellation));
        var problem = await Assert.ThrowsAsync<LecternValidationException>(
            () => client.Chat.SetTitleAsync(made[1], null, Cancellation));
        Assert.NotEmpty(problem.Errors);
    }

    [Fact]
    public async Task A_session_is_a_model_of_any_Microsoft_Extensions_AI_application()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var index = await server.IndexAsync(Guide);
        var session = await client.Chat.CreateAsync([index.Text("id")], cancellationToken: Cancellation);
        var model = client.AsChatClient(session.SessionId).AsBuilder().UseFunctionInvocation().Build();

        var answer = await model.GetResponseAsync("When does the dome open?", cancellationToken: Cancellation);

        Assert.Contains("every Thursday", answer.Text, StringComparison.Ordinal);
        Assert.Equal(session.SessionId, answer.ConversationId);
        Assert.Same(client, model.GetService<LecternClient>());
        var history = await client.Chat.RetrieveAsync(session.SessionId, Cancellation);
        Assert.Equal(history.Events.OfType<TextEvent>().Last().Content, answer.Text.Trim());
        var failed = await client.Chat.CreateAsync(["idx-missing"], cancellationToken: Cancellation);
        await Assert.ThrowsAsync<LecternException>(
            () => client.AsChatClient(failed.SessionId).GetResponseAsync("Hello?", cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_models_answer_has_its_end_its_ids_and_its_citations_on_the_text()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var index = await server.IndexAsync(("d.md", "# 🔭 Dome\n\nThe 🔭 dome opens every Thursday."u8.ToArray()));
        var session = await client.Chat.CreateAsync([index.Text("id")], cancellationToken: Cancellation);
        var other = await client.Chat.CreateAsync([index.Text("id")], cancellationToken: Cancellation);
        var model = client.AsChatClient(session.SessionId);
        var options = new ChatOptions { ConversationId = other.SessionId };

        var answer = await model.GetResponseAsync("When does the dome open?", options, Cancellation);

        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Equal("lectern", answer.ModelId);
        Assert.NotNull(answer.ResponseId);
        Assert.Equal(0, answer.Usage?.TotalTokenCount);
        Assert.Equal(other.SessionId, answer.ConversationId);
        var texts = answer.Messages.SelectMany(m => m.Contents).OfType<TextContent>();
        var text = Assert.Single(texts, t => t.Annotations?.Count > 0);
        var citation = Assert.IsType<CitationAnnotation>(text.Annotations![0]);
        var region = Assert.IsType<TextSpanAnnotatedRegion>(citation.AnnotatedRegions![0]);
        Assert.Contains("🔭", text.Text[..region.StartIndex!.Value], StringComparison.Ordinal);
        Assert.Equal("[1]", text.Text[region.StartIndex.Value..region.EndIndex!.Value]);
    }

    [Fact]
    public async Task A_streamed_answers_citations_come_behind_the_text_that_they_index_in_the_same_message()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var index = await server.IndexAsync(("d.md", "# 🔭 Dome\n\nThe 🔭 dome opens every Thursday."u8.ToArray()));
        var session = await client.Chat.CreateAsync([index.Text("id")], cancellationToken: Cancellation);

        var updates = await client.AsChatClient(session.SessionId)
            .GetStreamingResponseAsync("When does the dome open?", cancellationToken: Cancellation).ToListAsync(Cancellation);

        var cited = Assert.Single(updates, u => u.Contents.OfType<TextContent>().Any(c => c.Annotations?.Count > 0));
        var text = string.Concat(updates.Where(u => u.MessageId == cited.MessageId).Select(u => u.Text));
        var annotations = cited.Contents.OfType<TextContent>().SelectMany(c => c.Annotations!).ToList();
        foreach (var citation in annotations.Cast<CitationAnnotation>())
        {
            var region = Assert.IsType<TextSpanAnnotatedRegion>(citation.AnnotatedRegions![0]);
            Assert.Equal(
                ((Citation)citation.RawRepresentation!).Marker, text[region.StartIndex!.Value..region.EndIndex!.Value]);
        }

        Assert.NotEmpty(annotations);
        Assert.All(updates, u => Assert.Equal((session.SessionId, "lectern"), (u.ConversationId, u.ModelId)));
        Assert.Single(updates.Select(u => u.ResponseId).Distinct());
        Assert.Equal([ChatFinishReason.Stop], updates.Select(u => u.FinishReason).OfType<ChatFinishReason>());
        Assert.Equal(0, updates.SelectMany(u => u.Contents).OfType<UsageContent>().Single().Details.TotalTokenCount);
    }

    [Fact]
    public async Task An_answer_comes_whole_with_its_citations_and_a_failure_with_the_id_of_its_request()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var index = await server.IndexAsync(("d.md", "# 🔭 Dome\n\nThe dome opens every Thursday."u8.ToArray()));
        var session = await client.Chat.CreateAsync([index.Text("id")], cancellationToken: Cancellation);

        var answer = await client.Chat.AskAsync(session.SessionId, "When does the dome open?", cancellationToken: Cancellation);

        Assert.Contains("every Thursday", answer.Text, StringComparison.Ordinal);
        Assert.NotEmpty(answer.Citations);
        Assert.All(answer.Citations, c => Assert.Equal(
            c.Marker, string.Concat(answer.Text.EnumerateRunes().Skip(c.Position).Take(c.Marker.Length))));
        Assert.False(answer.Stop.IsError);
        var unknown = await Assert.ThrowsAsync<LecternNotFoundException>(
            () => client.Chat.AskAsync("ses-x", "?", null, Cancellation));
        Assert.Matches("^[0-9a-f]{32}$", unknown.RequestId);
    }

    private static Task<TestServer> ServerWith(IChatClient model) =>
        TestServer.StartAsync(services => services.AddSingleton(model));

    private static async Task<string> BoundAsync(TestServer server, LecternClient client)
    {
        var index = await server.IndexAsync(Guide);
        return (await client.Chat.CreateAsync([index.Text("id")], cancellationToken: Cancellation)).SessionId;
    }
}
