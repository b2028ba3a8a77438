using System.Net;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Tests.Client;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Chat;

/// <summary>Chats as the page lists them, and their versions, over HTTP and through the client.</summary>
public sealed class ChatListHttpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_takes_its_chats_place_in_the_list_and_leaves_the_contracts_list_alone()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var session = await AskedAsync(server);
        var version = (await client.Chats.ForkVersionAsync(session, 1, cancellationToken: Cancellation)).SessionId;
        await client.Chat.AskAsync(version, "What do adults pay for the dome?", cancellationToken: Cancellation);

        var chat = Assert.Single(await client.Chats.ListAsync().AllAsync());
        Assert.Equal((session, version, 2), (chat.ChatId, chat.Session.SessionId, chat.Versions));
        Assert.Equal("What do adults pay for the dome?", chat.Session.GeneratedTitle);
        Assert.Equal([version, session], (await client.Chat.ListAsync().AllAsync()).Select(s => s.SessionId));
        var versions = await client.Chats.GetVersionsAsync(version, Cancellation);
        Assert.Equal(session, versions.ChatId);
        Assert.Equal([new ChatVersion(session, null, null), new ChatVersion(version, session, 1)], versions.Items);
        Assert.Equal(2, (await client.Chat.SearchAsync("dome").AllAsync()).Count);
        Assert.Equal([version], (await client.Chats.SearchAsync("dome").AllAsync())
            .Select(m => m.Session.SessionId));
        await client.Chats.DeleteAsync(session, Cancellation);
        Assert.Empty(await client.Chat.ListAsync().AllAsync());
    }

    [Fact]
    public async Task Chats_are_pinned_archived_and_put_into_folders()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        string[] made = [await AskedAsync(server), await AskedAsync(server), await AskedAsync(server)];
        var pinned = await client.Chats.UpdateAsync(made[0], new(IsPinned: true, Folder: "  Stars \n & domes "), Cancellation);
        await client.Chats.UpdateAsync(made[2], new(IsArchived: true), Cancellation);

        Assert.Equal((true, false, "Stars & domes"), (pinned.IsPinned, pinned.IsArchived, pinned.Folder));
        Assert.Equal([made[0], made[1]], await IdsAsync(client.Chats.ListAsync(pageSize: 1)));
        Assert.Equal([made[2]], await IdsAsync(client.Chats.ListAsync(isArchived: true)));
        Assert.Equal([made[0]], await IdsAsync(client.Chats.ListAsync(folder: "Stars & domes")));
        Assert.Equal(["Stars & domes"], await client.Chats.GetFoldersAsync(Cancellation));
        var kept = await client.Chats.UpdateAsync(made[0], new(IsArchived: true), Cancellation);
        Assert.Equal((true, true, "Stars & domes"), (kept.IsPinned, kept.IsArchived, kept.Folder));
        Assert.Null((await client.Chats.UpdateAsync(made[0], new(Folder: " "), Cancellation)).Folder);
    }

    [Fact]
    public async Task What_cannot_be_meant_is_refused_and_another_project_sees_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var session = await AskedAsync(server);
        await Assert.ThrowsAsync<LecternValidationException>(
            () => client.Chats.UpdateAsync(session, new(Folder: new string('x', 81)), Cancellation));
        await Assert.ThrowsAsync<LecternValidationException>(
            () => client.Chats.ForkVersionAsync(session, 2, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<LecternNotFoundException>(() => client.Chats.RetrieveAsync("ses-none", Cancellation));
        await Assert.ThrowsAsync<LecternNotFoundException>(() => client.Chats.DeleteAsync("ses-none", Cancellation));
        using var unmeant = new StringContent("""{"as_version": true}""", System.Text.Encoding.UTF8, "application/json");
        using var refused = await server.Http.PostAsync($"/api/v1/chat/{session}/fork", unmeant, Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);

        using var stranger = await OtherProject.JoinAsync(server);
        foreach (var path in (string[])[$"/api/v1/chats/{session}", $"/api/v1/chats/{session}/versions"])
        {
            using var unknown = await stranger.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        }

        using var listed = await stranger.GetAsync("/api/v1/chats", Cancellation);
        Assert.Empty((await TestServer.JsonOf(listed)).GetProperty("items").EnumerateArray());
        using var deleted = await stranger.DeleteAsync($"/api/v1/chats/{session}", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, deleted.StatusCode);
        Assert.Single(await client.Chats.ListAsync().AllAsync());
    }

    private static async Task<string[]> IdsAsync(PagedList<ChatEntry> list) =>
        [.. (await list.AllAsync()).Select(c => c.Session.SessionId)];

    private static async Task<string> AskedAsync(TestServer server)
    {
        var index = await server.IndexAsync(("guide.md", "The observatory opens its dome every Thursday."u8.ToArray()));
        var session = await server.SessionAsync(index.Text("id"));
        await server.AskAsync(session, "When does the dome open?");
        return session;
    }
}
