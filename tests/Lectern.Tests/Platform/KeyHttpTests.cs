using System.Net;
using Lectern.Client;
using Lectern.Tests.Client;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Platform;

/// <summary>Keys, projects, usage and settings: what only an admin may do, and what becomes of a revoked key.</summary>
public sealed class KeyHttpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_shown_once_works_until_it_is_revoked_and_is_then_unknown()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = server.NewClient();

        var made = await admin.Keys.CreateAsync("  Ann's notebook ", cancellationToken: Cancellation);
        using var ann = Client(server, made.Key!);
        var session = await ann.Chat.CreateAsync(cancellationToken: Cancellation);
        var listed = await admin.Keys.ListAsync().AllAsync();

        Assert.Equal(("Ann's notebook", false, made.Key![^4..]), (made.Name, made.IsAdmin, made.Hint));
        Assert.Equal(["Ann's notebook", "first"], listed.Select(k => k.Name));
        Assert.All(listed, k => Assert.Null(k.Key));
        Assert.Equal([(false, false), (true, true)], listed.Select(k => (k.IsCurrent, k.IsFromSettings)));
        Assert.Equal(session.SessionId, (await admin.Chat.GetSummaryAsync(session.SessionId, Cancellation)).SessionId);

        await admin.Keys.RevokeAsync(made.Id, Cancellation);
        await Assert.ThrowsAsync<LecternAuthenticationException>(() => ann.Chat.GetSummaryAsync(session.SessionId, Cancellation));
        await Assert.ThrowsAsync<LecternNotFoundException>(() => admin.Keys.RevokeAsync(made.Id, Cancellation));
    }

    [Fact]
    public async Task A_key_that_is_no_admins_may_not_make_keys_nor_read_settings()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = server.NewClient();
        using var plain = Client(server, (await admin.Keys.CreateAsync("plain", cancellationToken: Cancellation)).Key!);
        using var second = Client(server, (await admin.Keys.CreateAsync("second", isAdmin: true, Cancellation)).Key!);

        await Assert.ThrowsAsync<LecternPermissionException>(() => plain.Keys.CreateAsync("x", cancellationToken: Cancellation));
        await Assert.ThrowsAsync<LecternPermissionException>(() => plain.Keys.ListAsync().AllAsync());
        await Assert.ThrowsAsync<LecternPermissionException>(() => plain.Keys.RevokeAsync(Guid.Empty.ToString(), Cancellation));
        await Assert.ThrowsAsync<LecternPermissionException>(() => plain.Projects.CreateAsync("x", Cancellation));
        await Assert.ThrowsAsync<LecternPermissionException>(() => plain.Server.GetSettingsAsync(Cancellation));
        Assert.Empty((await plain.Server.GetUsageAsync(cancellationToken: Cancellation)).Days);
        Assert.Equal("third", (await second.Keys.CreateAsync("third", cancellationToken: Cancellation)).Name);
    }

    [Fact]
    public async Task The_first_key_cannot_be_revoked_and_bad_names_are_refused()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = server.NewClient();
        var first = Assert.Single(await admin.Keys.ListAsync().AllAsync());

        var refused = await Assert.ThrowsAsync<LecternConflictException>(() => admin.Keys.RevokeAsync(first.Id, Cancellation));
        Assert.Contains("LECTERN_API_KEY", refused.Detail, StringComparison.Ordinal);
        foreach (var name in new[] { "", "   ", new string('x', 101) })
            await Assert.ThrowsAsync<LecternValidationException>(
                () => admin.Keys.CreateAsync(name, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<LecternValidationException>(() => admin.Keys.RevokeAsync("no-uuid", Cancellation));
    }

    [Fact]
    public async Task A_new_projects_key_sees_nothing_of_the_old_one()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = server.NewClient();
        var session = await admin.Chat.CreateAsync(cancellationToken: Cancellation);

        var made = await admin.Projects.CreateAsync("Physics", Cancellation);
        using var physics = Client(server, made.AdminKey.Key!);

        Assert.Equal("Physics", Assert.Single(await physics.Projects.ListAsync(cancellationToken: Cancellation)).Name);
        Assert.Empty(await physics.Chat.ListAsync().AllAsync());
        await Assert.ThrowsAsync<LecternNotFoundException>(
            () => physics.Chat.ForkAsync(session.SessionId, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<LecternNotFoundException>(
            () => physics.Chat.RenameAsync(session.SessionId, "Mine", Cancellation));
        Assert.Equal([made.AdminKey.Id], (await physics.Keys.ListAsync().AllAsync()).Select(k => k.Id));
        var mine = Assert.Single(await admin.Keys.ListAsync().AllAsync());
        await Assert.ThrowsAsync<LecternNotFoundException>(() => physics.Keys.RevokeAsync(mine.Id, Cancellation));
    }

    [Fact]
    public async Task Settings_tell_how_the_server_is_and_no_secret()
    {
        await using var server = await TestServer.StartAsync(change: o => o with { OpenAiApiKey = "sk-very-secret" });
        using var admin = server.NewClient();
        var settings = await admin.Server.GetSettingsAsync(Cancellation);
        Assert.Equal(
            ("extractive", "none", null, "ready"),
            (settings.Model, settings.Embeddings, settings.EmbeddingModel, settings.Health));
        Assert.Equal((32_000, 10), (settings.MaxPromptCharacters, settings.MaxIndexes));
        var raw = await server.Http.GetStringAsync("/api/v1/settings", Cancellation);
        Assert.DoesNotContain("secret", raw, StringComparison.Ordinal);
        Assert.DoesNotContain(TestServer.Key, raw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?from=yesterday")]
    [InlineData("?from=2026-02-30")]
    [InlineData("?from=2026-03-02&to=2026-03-01")]
    [InlineData("?from=2020-01-01&to=2026-01-01")]
    [InlineData("?to=9999-12-31")]
    public async Task Days_that_are_none_or_too_many_are_422(string query)
    {
        await using var server = await TestServer.StartAsync();
        using var response = await server.Http.GetAsync("/api/v1/usage" + query, Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Fact]
    public async Task Usage_counts_the_days_questions()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var index = await server.IndexAsync(("guide.md", "The observatory opens its dome every Thursday."u8.ToArray()));
        var session = await server.SessionAsync(index.Text("id"));
        await server.AskAsync(session, "When does the dome open?");
        await server.AskAsync(session, "And on which day?");

        var today = Assert.Single((await client.Server.GetUsageAsync(cancellationToken: Cancellation)).Days);

        Assert.Equal(2, today.Turns);
        Assert.Matches(@"^\d{4}-\d\d-\d\d$", today.Day);
    }

    private static LecternClient Client(TestServer server, string key) =>
        new(new LecternClientOptions { BaseUrl = server.Http.BaseAddress, ApiKey = key });
}
