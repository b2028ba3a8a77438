using System.Net;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Tests.Client;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Chat;

/// <summary>Files that belong to one chat.</summary>
public sealed class ChatIndexHttpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chat_answers_from_its_own_files_and_no_other_does()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var made = await server.IndexAsync(("guide.md", "The observatory opens its dome every Thursday."u8.ToArray()));
        var shared = made.Text("id");
        var session = await server.SessionAsync(shared);
        Assert.Null(await client.Chats.FindIndexAsync(session, Cancellation));
        var own = await AddAsync(client, session, "secret.md", "The zebra of the harbour is called Amalie.");
        Assert.Equal(own.Id, (await client.Chats.FindIndexAsync(session, Cancellation))!.Id);
        Assert.Equal(own.Id, (await client.Chats.MakeIndexAsync(session, Cancellation)).Id);

        const string Question = "What is the zebra of the harbour called?";
        var answer = await client.Chat.AskAsync(session, Question, cancellationToken: Cancellation);
        Assert.Contains("Amalie", answer.Text, StringComparison.Ordinal);
        Assert.Equal("secret.md", Assert.Single(answer.Citations).FileName);
        Assert.Equal([shared], (await client.Chat.RetrieveAsync(session, Cancellation)).IndexIds);
        var dome = await client.Chat.AskAsync(session, "When does the dome open?", cancellationToken: Cancellation);
        Assert.Equal("guide.md", Assert.Single(dome.Citations).FileName);

        var other = await server.SessionAsync(shared);
        var refused = await client.Chat.AskAsync(other, Question, cancellationToken: Cancellation);
        Assert.Empty(refused.Citations);
        Assert.Equal([shared], (await client.Indexes.ListAsync().AllAsync()).Select(i => i.Id));
    }

    [Fact]
    public async Task It_goes_with_the_last_version_of_its_chat()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var session = (await client.Chat.CreateAsync(cancellationToken: Cancellation)).SessionId;
        var own = await AddAsync(client, session, "secret.md", "The zebra of the harbour is called Amalie.");
        var asked = new ChatStreamOptions { IndexIds = [own.Id] };
        await client.Chat.AskAsync(session, "What is the zebra called?", asked, Cancellation);
        var version = (await client.Chats.ForkVersionAsync(session, 1, cancellationToken: Cancellation)).SessionId;
        await client.Chat.DeleteAsync(session, Cancellation);
        var answer = await client.Chat.AskAsync(version, "What is the harbour's zebra called?", asked, Cancellation);
        Assert.NotEmpty(answer.Citations);
        await client.Chats.DeleteAsync(version, Cancellation);
        await Assert.ThrowsAsync<LecternNotFoundException>(
            () => client.Indexes.GetAsync(own.Id, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<LecternNotFoundException>(
            () => client.Directories.Files.UploadAsync(
                own.SourceDirectoryId, new FileUpload(new MemoryStream([1]), "a.txt"), cancellationToken: Cancellation));
        Assert.Empty(await client.Files.ListAsync().AllAsync());
    }

    [Fact]
    public async Task Without_its_own_index_that_was_deleted_a_chat_goes_on_and_a_new_file_makes_a_new_one()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var made = await server.IndexAsync(("guide.md", "The observatory opens its dome every Thursday."u8.ToArray()));
        var session = await server.SessionAsync(made.Text("id"));
        var first = await AddAsync(client, session, "secret.md", "The zebra of the harbour is called Amalie.");
        await client.Indexes.DeleteAsync(first.Id, Cancellation);
        Assert.Null(await client.Chats.FindIndexAsync(session, Cancellation));
        var whole = new ChatStreamOptions { RequireAllIndexes = true };
        var dome = await client.Chat.AskAsync(session, "When does the dome open?", whole, Cancellation);
        Assert.Empty(dome.Stop.SkippedIndexIds);
        Assert.Equal("guide.md", Assert.Single(dome.Citations).FileName);

        var second = await AddAsync(client, session, "other.md", "The giraffe of the harbour is called Bertram.");
        Assert.NotEqual(first.Id, second.Id);
        var answer = await client.Chat.AskAsync(session, "What is the giraffe of the harbour called?", whole, Cancellation);
        Assert.Equal("other.md", Assert.Single(answer.Citations).FileName);
        Assert.DoesNotContain("Chat", (await client.Directories.ListAsync().AllAsync()).Select(d => d.Name));
        Assert.DoesNotContain("secret.md", (await client.Files.ListAsync().AllAsync()).Select(f => f.Name));
    }

    [Fact]
    public async Task Another_project_gets_none()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var session = (await client.Chat.CreateAsync(cancellationToken: Cancellation)).SessionId;
        using var stranger = await OtherProject.JoinAsync(server);
        using var found = await stranger.GetAsync($"/api/v1/chat/{session}/index", Cancellation);
        using var made = await stranger.PostAsync($"/api/v1/chat/{session}/index", null, Cancellation);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (found.StatusCode, made.StatusCode));
    }

    private static async Task<IndexResponse> AddAsync(LecternClient client, string session, string name, string text)
    {
        var own = await client.Chats.MakeIndexAsync(session, Cancellation);
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        await client.Directories.Files.UploadAsync(
            own.SourceDirectoryId, new FileUpload(content, name), cancellationToken: Cancellation);
        return await client.Indexes.SyncAndWaitAsync(own.Id, cancellationToken: Cancellation);
    }
}
