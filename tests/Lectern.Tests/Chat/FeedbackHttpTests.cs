using System.Net;
using System.Text.Json;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Tests.Client;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Chat;

/// <summary>What is thought of answers: said over HTTP, read and exported by admins.</summary>
public sealed class FeedbackHttpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rated_question_is_exported_with_the_files_that_were_cited()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var session = await AskedAsync(server, "When does the dome open?", "Who painted the ceiling green?");

        var up = await client.Feedback.SetAsync(session, 1, Ratings.Up, "  Right,\n and short. ", Cancellation);
        await client.Feedback.SetAsync(session, 2, Ratings.Down, "", Cancellation);

        Assert.Equal(("Right,\n and short.", "When does the dome open?"), (up.Comment, up.Question));
        Assert.Equal([2, 1], (await client.Feedback.OfSessionAsync(session, pageSize: 1).AllAsync()).Select(f => f.Message));
        Assert.Equal([null, up.Comment], (await client.Feedback.ListAsync(pageSize: 1).AllAsync()).Select(f => f.Comment));
        Assert.Equal([2], (await client.Feedback.ListAsync(Ratings.Down).AllAsync()).Select(f => f.Message));
        var lines = (await client.Feedback.GetQuestionsAsync(cancellationToken: Cancellation)).TrimEnd('\n').Split('\n')
            .Select(line => JsonSerializer.Deserialize(line, LecternJson.Wire.FeedbackQuestion)!).ToArray();
        Assert.Equal(["Who painted the ceiling green?", "When does the dome open?"], lines.Select(l => l.Question));
        Assert.Equal((Ratings.Up, "Right,\n and short."), (lines[1].Rating, lines[1].Comment));
        Assert.Equal(["guide.md"], lines[1].Files);
        Assert.Empty(lines[0].Files);
        Assert.DoesNotContain(
            "painted", await client.Feedback.GetQuestionsAsync(Ratings.Up, Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_are_exported_without_a_gap()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var session = await AskedAsync(server, "When does the dome open?");
        for (var i = 0; i < 205; i++)
        {
            var copy = (await client.Chat.ForkAsync(session, cancellationToken: Cancellation)).SessionId;
            await client.Feedback.SetAsync(copy, 1, Ratings.Up, $"no. {i}", Cancellation);
        }

        var lines = (await client.Feedback.GetQuestionsAsync(cancellationToken: Cancellation)).TrimEnd('\n').Split('\n');
        Assert.Equal(205, lines.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Only_admins_read_what_others_said_and_no_other_project_says_anything()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = server.NewClient();
        var session = await AskedAsync(server, "When does the dome open?");
        await admin.Feedback.SetAsync(session, 1, Ratings.Down, cancellationToken: Cancellation);
        var key = (await admin.Keys.CreateAsync("Ann", cancellationToken: Cancellation)).Key!;
        using var ann = new LecternClient(new LecternClientOptions { BaseUrl = server.Http.BaseAddress, ApiKey = key });

        Assert.Empty(await ann.Feedback.OfSessionAsync(session).AllAsync());
        await ann.Feedback.SetAsync(session, 1, Ratings.Up, cancellationToken: Cancellation);
        Assert.Equal([Ratings.Up], (await ann.Feedback.OfSessionAsync(session).AllAsync()).Select(f => f.Rating));
        Assert.Equal([Ratings.Up, Ratings.Down], (await admin.Feedback.ListAsync().AllAsync()).Select(f => f.Rating));
        await Assert.ThrowsAsync<LecternPermissionException>(() => ann.Feedback.ListAsync().AllAsync());
        await Assert.ThrowsAsync<LecternPermissionException>(
            () => ann.Feedback.GetQuestionsAsync(cancellationToken: Cancellation));

        using var stranger = await OtherProject.JoinAsync(server);
        using var listed = await stranger.GetAsync($"/api/v1/chat/{session}/feedback", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, listed.StatusCode);
    }

    [Theory]
    [InlineData("""{"message": 0, "rating": "up"}""")]
    [InlineData("""{"message": 2, "rating": "up"}""")]
    [InlineData("""{"message": 1, "rating": "great"}""")]
    [InlineData("""{"message": 1}""")]
    [InlineData("""{"rating": "up"}""")]
    public async Task What_cannot_be_meant_is_refused(string body)
    {
        await using var server = await TestServer.StartAsync();
        var session = await AskedAsync(server, "When does the dome open?");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var refused = await server.Http.PostAsync($"/api/v1/chat/{session}/feedback", content, Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Fact]
    public async Task A_comment_has_an_end()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var session = await AskedAsync(server, "When does the dome open?");
        await client.Feedback.SetAsync(session, 1, Ratings.Up, string.Concat(Enumerable.Repeat("😀", 2000)), Cancellation);
        await Assert.ThrowsAsync<LecternValidationException>(
            () => client.Feedback.SetAsync(session, 1, Ratings.Up, new string('x', 2001), Cancellation));
        await Assert.ThrowsAsync<LecternNotFoundException>(
            () => client.Feedback.SetAsync("ses-none", 1, Ratings.Up, cancellationToken: Cancellation));
    }

    private static async Task<string> AskedAsync(TestServer server, params string[] questions)
    {
        var index = await server.IndexAsync(("guide.md", "The observatory opens its dome every Thursday."u8.ToArray()));
        var session = await server.SessionAsync(index.Text("id"));
        foreach (var question in questions)
            await server.AskAsync(session, question);
        return session;
    }
}
