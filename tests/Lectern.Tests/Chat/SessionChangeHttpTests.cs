using System.Net;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Tests.Client;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Chat;

/// <summary>Renaming, searching and forking sessions, over HTTP and through the client.</summary>
public sealed class SessionChangeHttpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_is_renamed_to_one_line_that_fits()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var session = await client.Chat.CreateAsync(cancellationToken: Cancellation);

        Assert.Equal(
            "My own title", (await client.Chat.RenameAsync(session.SessionId, " My own\n title ", Cancellation)).GeneratedTitle);
        Assert.Equal(
            "<script>alert(1)</script>",
            (await client.Chat.RenameAsync(session.SessionId, "<script>alert(1)</script>", Cancellation)).GeneratedTitle);
        Assert.True(
            (await client.Chat.RenameAsync(session.SessionId, new string('x', 200), Cancellation)).GeneratedTitle!.Length <= 80);
        await Assert.ThrowsAsync<LecternValidationException>(() => client.Chat.RenameAsync(session.SessionId, " ", Cancellation));
        await Assert.ThrowsAsync<LecternValidationException>(
            () => client.Chat.RenameAsync(session.SessionId, new string('x', 201), Cancellation));
        await Assert.ThrowsAsync<LecternNotFoundException>(() => client.Chat.RenameAsync("ses-none", "x", Cancellation));
    }

    [Fact]
    public async Task Search_finds_titles_prompts_and_answers_in_any_case_and_nothing_else()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var index = await server.IndexAsync(
            ("guide.md", "The observatory opens its dome every Thursday. Größe: 12 Meter."u8.ToArray()));
        var asked = await server.SessionAsync(index.Text("id"));
        await server.AskAsync(asked, "When does the \"dome\" open?");
        var titled = (await client.Chat.CreateAsync(cancellationToken: Cancellation)).SessionId;
        await client.Chat.RenameAsync(titled, "Über Kuppeln", Cancellation);

        async Task<string[]> FindAsync(string query) =>
            [.. (await client.Chat.SearchAsync(query).AllAsync()).Select(m => m.Session.SessionId)];
        Assert.Equal([asked], await FindAsync("\"DOME\" open"));
        Assert.Equal([asked], await FindAsync("every thursday"));
        Assert.Equal([titled], await FindAsync("ÜBER kup"));
        Assert.Empty(await FindAsync("user_input"));
        Assert.Empty(await FindAsync("start_char"));
        Assert.Empty(await FindAsync("%"));
        Assert.Contains(
            "dome", Assert.Single(await client.Chat.SearchAsync("\"dome\"").AllAsync()).Excerpt, StringComparison.Ordinal);
        Assert.Null(Assert.Single(await client.Chat.SearchAsync("kuppeln").AllAsync()).Excerpt);
        await Assert.ThrowsAsync<LecternValidationException>(() => client.Chat.SearchAsync(" ").AllAsync());
        await Assert.ThrowsAsync<LecternValidationException>(() => client.Chat.SearchAsync(new string('x', 201)).AllAsync());
    }

    [Fact]
    public async Task Search_pages_without_a_gap_and_its_tokens_serve_no_other_query_or_project()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            made.Add((await client.Chat.CreateAsync(cancellationToken: Cancellation)).SessionId);
            await client.Chat.RenameAsync(made[^1], $"Match {i}", Cancellation);
        }

        made.Reverse();
        Assert.Equal(made, (await client.Chat.SearchAsync("match", pageSize: 2).AllAsync()).Select(m => m.Session.SessionId));
        var token = (
            await client.Chat.SearchAsync("match", pageSize: 2).GetPageAsync(cancellationToken: Cancellation)).NextPageToken;
        await Assert.ThrowsAsync<LecternValidationException>(
            () => client.Chat.SearchAsync("other").GetPageAsync(token, Cancellation));
        using var stranger = await OtherProject.JoinAsync(server);
        using var found = await stranger.GetAsync("/api/v1/chat/search?query=match", Cancellation);
        Assert.Empty((await TestServer.JsonOf(found)).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_fork_has_what_was_said_before_a_message_and_goes_its_own_way()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var index = await server.IndexAsync(
            ("guide.md", "The observatory opens its dome every Thursday. Adults pay 12 euros."u8.ToArray()));
        var session = await server.SessionAsync(index.Text("id"));
        await server.AskAsync(session, "When does the dome open?");
        await server.AskAsync(session, "What do adults pay?");
        var first = await client.Chat.RetrieveAsync(session, Cancellation);

        var fork = await client.Chat.ForkAsync(session, 2, Cancellation);
        await client.Chat.StreamAsync(fork.SessionId, "Who pays 12 euros?", cancellationToken: Cancellation).AllAsync();
        var forked = await client.Chat.RetrieveAsync(fork.SessionId, Cancellation);

        Assert.NotEqual(session, fork.SessionId);
        Assert.Equal((first.GeneratedTitle, first.IndexIds!.Single()), (fork.GeneratedTitle, fork.IndexIds!.Single()));
        Assert.Equal(["When does the dome open?", "Who pays 12 euros?"], Prompts(forked));
        Assert.Equal(
            ["When does the dome open?", "What do adults pay?"], Prompts(await client.Chat.RetrieveAsync(session, Cancellation)));
        Assert.Equal(
            first.Events.TakeWhile(e => e is not StopEvent).OfType<TextEvent>().Select(t => t.Content),
            forked.Events.TakeWhile(e => e is not StopEvent).OfType<TextEvent>().Select(t => t.Content));
        Assert.Equal(2, Assert.Single((await client.Server.GetUsageAsync(cancellationToken: Cancellation)).Days).Turns - 1);
    }

    [Fact]
    public async Task A_fork_before_the_first_message_is_empty_and_a_whole_one_has_the_same_frames()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var index = await server.IndexAsync(("guide.md", "The observatory opens its dome every Thursday."u8.ToArray()));
        var session = await server.SessionAsync(index.Text("id"));
        var asked = await client.Chat.StreamAsync(
            session, "When does the dome open?", cancellationToken: Cancellation).AllAsync();

        var empty = await client.Chat.ForkAsync(session, 1, Cancellation);
        var whole = await client.Chat.ForkAsync(session, cancellationToken: Cancellation);
        var replayed = await client.Chat.ResumeAsync(whole.SessionId, cancellationToken: Cancellation).AllAsync();

        Assert.Null(empty.GeneratedTitle);
        Assert.Null(empty.JobMetadata);
        Assert.Empty((await client.Chat.RetrieveAsync(empty.SessionId, Cancellation)).Events);
        Assert.Equal(asked.Select(e => (e.Type, e.Sequence)), replayed.Select(e => (e.Type, e.Sequence)));
        await Assert.ThrowsAsync<LecternValidationException>(() => client.Chat.ForkAsync(session, 2, Cancellation));
        await Assert.ThrowsAsync<LecternValidationException>(() => client.Chat.ForkAsync(session, 0, Cancellation));
        using var stranger = await OtherProject.JoinAsync(server);
        using var refused = await stranger.PostAsync($"/api/v1/chat/{session}/fork", null, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    private static IEnumerable<string> Prompts(SessionDetail session) =>
        session.Events.OfType<UserInputEvent>().Select(e => e.Content);
}
