using System.Net;
using Dapper;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Server.Library;
using Lectern.Server.Storage.Sqlite;
using Lectern.Tests.Client;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Platform;

/// <summary>The right over the server apart from a project's admin, and what ends with a key or a project.</summary>
public sealed class ServerRightTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_projects_admin_makes_keys_and_has_no_right_over_the_server()
    {
        await using var server = await TestServer.StartAsync();
        using var first = server.NewClient();
        var physics = await first.Projects.CreateAsync("Physics", Cancellation);
        using var admin = Client(server, physics.AdminKey.Key!);
        Assert.Equal((true, false), (physics.AdminKey.IsAdmin, physics.AdminKey.IsServer));
        Assert.NotNull((await admin.Keys.CreateAsync("chat", cancellationToken: Cancellation)).Key);

        var own = Assert.Single(await first.Projects.ListAsync(cancellationToken: Cancellation));
        await Refused(() => admin.Projects.CreateAsync("x", Cancellation));
        await Refused(() => admin.Server.GetSettingsAsync(Cancellation));
        await Refused(() => admin.Projects.ListAllAsync(Cancellation));
        await Refused(() => admin.Projects.RenameAsync(physics.Project.Id, "x", Cancellation));
        await Refused(() => admin.Projects.DeleteAsync(own.Id, Cancellation));
        await Refused(() => admin.Projects.ListKeysAsync(own.Id).AllAsync());
        await Refused(() => admin.Projects.CreateKeyAsync(own.Id, new KeyCreateRequest("x", true), Cancellation));
        await Refused(() => admin.Keys.CreateAsync(new KeyCreateRequest("x", IsServer: true), Cancellation));
        await Assert.ThrowsAsync<LecternNotFoundException>(() => admin.Projects.GetAsync(own.Id, Cancellation));

        // An admin beside a key with the right cannot take it away.
        using var beside = Client(server, (await first.Keys.CreateAsync("beside", isAdmin: true, Cancellation)).Key!);
        var ops = await first.Keys.CreateAsync(new KeyCreateRequest("ops", IsServer: true), Cancellation);
        await Refused(() => beside.Keys.RevokeAsync(ops.Id, Cancellation));
        await Refused(() => beside.Server.GetSettingsAsync(Cancellation));
        using var operators = Client(server, ops.Key!);
        Assert.Equal(["Default", "Physics"], (await operators.Projects.ListAllAsync(Cancellation)).Select(p => p.Name));
        await first.Keys.RevokeAsync(ops.Id, Cancellation);
    }

    [Fact]
    public async Task Whoever_has_it_renames_projects_and_keeps_their_keys()
    {
        await using var server = await TestServer.StartAsync();
        using var first = server.NewClient();
        var made = await first.Projects.CreateAsync("Physics", Cancellation);
        Assert.Equal("Optics", (await first.Projects.RenameAsync(made.Project.Id, " Optics ", Cancellation)).Name);
        Assert.Equal("Optics", (await first.Projects.GetAsync(made.Project.Id, Cancellation)).Name);
        var key = await first.Projects.CreateKeyAsync(made.Project.Id, new KeyCreateRequest("chat"), Cancellation);
        using var chat = Client(server, key.Key!);
        Assert.Equal("Optics", Assert.Single(await chat.Projects.ListAsync(cancellationToken: Cancellation)).Name);
        var keys = await first.Projects.ListKeysAsync(made.Project.Id).AllAsync();
        Assert.Equal(["chat", "first of Physics"], keys.Select(k => k.Name));
        await first.Projects.RevokeKeyAsync(made.Project.Id, key.Id, Cancellation);
        await Assert.ThrowsAsync<LecternAuthenticationException>(() => chat.Projects.ListAsync(cancellationToken: Cancellation));
        var nowhere = Guid.Empty.ToString();
        await Assert.ThrowsAsync<LecternNotFoundException>(() => first.Projects.RenameAsync(nowhere, "x", Cancellation));
        await Assert.ThrowsAsync<LecternNotFoundException>(() => first.Projects.DeleteAsync(nowhere, Cancellation));
        var own = Assert.Single(await first.Projects.ListAsync(cancellationToken: Cancellation));
        await Assert.ThrowsAsync<LecternConflictException>(() => first.Projects.DeleteAsync(own.Id, Cancellation));
    }

    [Fact]
    public async Task A_revoked_keys_links_and_streams_end_with_it_and_no_others()
    {
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        using var first = server.NewClient();
        var key = await first.Keys.CreateAsync("ann", cancellationToken: Cancellation);
        using var ann = new HttpClient { BaseAddress = server.Http.BaseAddress };
        ann.DefaultRequestHeaders.Authorization = new("Bearer", key.Key);

        var index = await server.IndexAsync(("a.txt", "The quay is made of granite."u8.ToArray()));
        var file = (await server.GetAsync("/api/v1/beta/files")).GetProperty("items")[0].Text("id");
        var link = (await TestServer.JsonOf(await ann.GetAsync($"/api/v1/beta/files/{file}/content", Cancellation))).Text("url");
        var kept = (await server.GetAsync($"/api/v1/beta/files/{file}/content")).Text("url");
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(link, Cancellation)).StatusCode);

        var session = await server.SessionAsync(index.Text("id"));
        using var asked = await StartAsync(ann, session);
        using var other = await server.Http.GetAsync(
            $"/api/v1/chat/{session}/messages/stream", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await first.Keys.RevokeAsync(key.Id, Cancellation);

        await Assert.ThrowsAnyAsync<Exception>(() => asked.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync(link, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(kept, Cancellation)).StatusCode);
        model.Say("Granite.");
        model.End();
        Assert.Equal("stop", SseFrame.Parse(await other.Content.ReadAsStringAsync(Cancellation))[^1].Type);
    }

    [Fact]
    public async Task A_deleted_project_leaves_nothing_and_what_ran_in_it_ends()
    {
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        using var first = server.NewClient();
        var kept = await server.IndexAsync(("kept.txt", "This one stays where it is."u8.ToArray()));
        var made = await first.Projects.CreateAsync("Physics", Cancellation);
        var mine = server.Http.DefaultRequestHeaders.Authorization;
        server.Http.DefaultRequestHeaders.Authorization = new("Bearer", made.AdminKey.Key);
        var index = (await server.IndexAsync(("a.txt", "The quay is made of granite."u8.ToArray()))).Text("id");
        var session = await server.SessionAsync(index);
        using var running = await StartAsync(server.Http, session);
        server.Http.DefaultRequestHeaders.Authorization = mine;
        var blobs = server.Services.GetRequiredService<IBlobs>();
        Assert.Equal(2, blobs.List().Count());

        await first.Projects.DeleteAsync(made.Project.Id, Cancellation);

        var text = await ReadAsync(running);
        Assert.Matches("(?s)\"type\":\"stop\"|\\(cut\\)$", text);
        await model.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(["Default"], (await first.Projects.ListAllAsync(Cancellation)).Select(p => p.Name));
        var database = server.Services.GetRequiredService<SqliteDatabase>();
        var tables = database.Read(c => c.Query<string>(
            "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'project_id'")
            .ToList());
        Assert.True(tables.Count >= 7, string.Join(", ", tables));
        foreach (var table in tables)
        {
            Assert.Equal(
                0,
                database.Read(c => c.ExecuteScalar<long>(
                    $"SELECT count(*) FROM {table} WHERE project_id = @Id", new { made.Project.Id })));
        }

        Assert.Empty(database.Read(c => c.Query("PRAGMA foreign_key_check")));
        const string Events = "SELECT count(*) FROM events WHERE session_id = @session";
        var events = database.Read(c => c.ExecuteScalar<long>(Events, new { session }));
        Assert.Equal(0, events);
        for (var i = 0; blobs.List().Count() > 1 || Contents(server).Length > 1; i++)
        {
            Assert.True(i < 300, "blobs or contents are left");
            await Task.Delay(100, Cancellation);
        }

        Assert.Contains(kept.Text("id"), Path.GetFileName(Assert.Single(Contents(server))), StringComparison.Ordinal);
    }

    private static string[] Contents(TestServer server) => Directory.GetFiles(Path.Combine(server.DataFolder, "indexes"), "*.db");

    private static async Task<HttpResponseMessage> StartAsync(HttpClient http, string session)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/chat/{session}/messages/stream")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { prompt = "What is the quay made of?" }),
        };
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    /// <summary>What came until the connection ended.</summary>
    private static async Task<string> ReadAsync(HttpResponseMessage response)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
        var text = "";
        try
        {
            while (await reader.ReadLineAsync(Cancellation) is { } line)
                text += line + "\n";
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            text += "(cut)";
        }

        return text;
    }

    private static Task Refused(Func<Task> call) => Assert.ThrowsAsync<LecternPermissionException>(call);

    private static LecternClient Client(TestServer server, string key) =>
        new(new LecternClientOptions { BaseUrl = server.Http.BaseAddress, ApiKey = key });
}
