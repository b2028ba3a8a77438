using System.Text.Json;
using Lectern.Client;
using Lectern.Server.Commands;
using Lectern.Tests.Client;
using Lectern.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lectern.Tests.Commands;

/// <summary>The commands against a server by its URL and key.</summary>
public sealed class RemoteCommandTests : IAsyncLifetime
{
    private readonly string folder = TestServer.NewFolder();
    private TestServer server = null!;
    private string index = "";

    private string Url => server.Http.BaseAddress!.ToString();

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        index = (await server.IndexAsync(("guide.md", "The observatory opens its dome every Thursday."u8.ToArray()))).Text("id");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_answer_is_shown_with_its_citations_as_footnotes()
    {
        var run = await RunAsync("ask", "When does the observatory open its dome?", "--index", index);
        Assert.True(run.Code == 0, run.Errors);
        Assert.Contains("every Thursday. [1]", run.Out, StringComparison.Ordinal);
        Assert.EndsWith(
            "\n\n[1] guide.md: \"The observatory opens its dome every Thursday.\"\n", run.Out, StringComparison.Ordinal);
        Assert.Equal("", run.Errors);
    }

    [Fact]
    public async Task An_answer_as_JSON_is_one_object_and_its_session_goes_on()
    {
        var answer = JsonDocument.Parse((await RunAsync("ask", "--json", "When does the observatory open?")).Out).RootElement;
        Assert.Equal("guide.md", answer.GetProperty("citations")[0].Text("file_name"));
        var session = answer.Text("session_id");
        Assert.Equal(0, (await RunAsync("ask", "And the dome?", "--session", session)).Code);
        var shown = await RunAsync("sessions", "show", session);
        Assert.StartsWith("> When does the observatory open?\n", shown.Out, StringComparison.Ordinal);
        Assert.Contains("\n> And the dome?\n", shown.Out, StringComparison.Ordinal);
        Assert.Equal(session, Assert.Single((await RunAsync("sessions")).Rows())[0]);
        Assert.Equal(0, (await RunAsync("sessions", "delete", session)).Code);
        Assert.Empty((await RunAsync("sessions")).Out);
    }

    [Fact]
    public async Task A_question_that_is_refused_leaves_no_session()
    {
        var run = await RunAsync("ask", new string('x', 32_001), "--json");
        Assert.Equal(1, run.Code);
        Assert.Contains("prompt", run.Errors, StringComparison.Ordinal);
        Assert.Empty((await RunAsync("sessions")).Out);
    }

    [Fact]
    public async Task A_search_names_the_file_and_the_passage()
    {
        var run = await RunAsync("search", "dome", "--top", "1");
        Assert.Matches(@"^0\.\d\d  guide\.md\nThe observatory opens its dome every Thursday\.\n", run.Out);
        var passage = JsonDocument.Parse((await RunAsync("search", "dome", "--top", "1", "--json")).Out).RootElement;
        Assert.Contains("dome", passage.Text("content"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Indexes_are_listed_synced_and_deleted_by_their_name()
    {
        var row = Assert.Single((await RunAsync("indexes")).Rows());
        Assert.Equal([index, "ready", "1 of 1 files"], row[..3]);
        Assert.Equal(row[0], JsonDocument.Parse((await RunAsync("indexes", "--json")).Out).RootElement.Text("id"));
        Assert.Equal("ready", Assert.Single((await RunAsync("indexes", "sync", row[3])).Rows())[1]);
        Assert.Equal(0, (await RunAsync("indexes", "delete", row[3])).Code);
        Assert.Empty((await RunAsync("indexes")).Out);
        var none = await RunAsync("ask", "Anything?");
        Assert.Equal((1, "There is no index yet. Make one with: lectern load FOLDER\n"), (none.Code, none.Errors));
    }

    [Fact]
    public async Task What_an_index_held_before_is_listed_and_restored()
    {
        var live = Assert.Single((await RunAsync("indexes", "generations", index)).Rows());
        Assert.Equal(["1 files", "1 passages", "live"], live[2..]);
        var json = JsonDocument.Parse((await RunAsync("indexes", "generations", index, "--json")).Out).RootElement;
        Assert.Equal(live[0], json.GetProperty("number").GetRawText());
        var refused = await RunAsync("indexes", "restore", index, live[0]);
        Assert.Equal(1, refused.Code);
        Assert.Contains($"Generation {live[0]} is live.", refused.Errors, StringComparison.Ordinal);
        var directory = (await server.GetAsync($"/api/v1/indexes/{index}")).Text("source_directory_id");
        await server.UploadAsync(directory, "guide.md", "The observatory is closed."u8.ToArray());
        Assert.Equal(0, (await RunAsync("indexes", "sync", index)).Code);
        Assert.Equal("ready", Assert.Single((await RunAsync("indexes", "restore", index, live[0])).Rows())[1]);
        Assert.Equal($"live, restored from {live[0]}", (await RunAsync("indexes", "generations", index)).Rows().First()[^1]);
        Assert.Contains("Thursday", (await RunAsync("search", "observatory", "--top", "1")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_made_used_and_revoked()
    {
        var key = (await RunAsync("keys", "create", "of a script")).Out.Trim();
        Assert.Equal(0, (await WithKeyAsync(key, "indexes")).Code);
        Assert.Equal(1, (await WithKeyAsync(key, "keys")).Code);
        var row = (await RunAsync("keys")).Rows().Single(r => r[3] == "of a script");
        Assert.Equal($"…{key[^4..]}", row[1]);
        Assert.Equal(0, (await RunAsync("keys", "revoke", row[0])).Code);
        var refused = await WithKeyAsync(key, "indexes");
        Assert.Equal(1, refused.Code);
        Assert.DoesNotContain(key, refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_loaded_and_its_files_are_replaced_by_the_next_load()
    {
        var documents = Directory.CreateDirectory(Path.Combine(folder, "garden", "deep")).FullName;
        await File.WriteAllTextAsync(Path.Combine(documents, "notes.txt"), "Seventeen kinds of tomato.", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "garden", ".hidden"), "No document.", Cancellation);
        var first = await RunAsync("load", "garden");
        Assert.True(first.Code == 0, first.Errors);
        Assert.EndsWith(" garden: 1 files ready, 0 failed\n", first.Out, StringComparison.Ordinal);
        Assert.Contains("Uploading 1 of 1\n", first.Errors, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(documents, "notes.txt"), "Eighteen kinds of tomato.", Cancellation);
        Assert.Equal(0, (await RunAsync("load", "garden")).Code);
        var found = await RunAsync("search", "tomato", "--index", "garden");
        Assert.Contains("deep/notes.txt\nEighteen kinds", found.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Seventeen", found.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_and_key_come_from_the_environment_too()
    {
        string[] asked = ["indexes"];
        var run = await CommandRun.OfAsync(
            folder, asked, name => name == "LECTERN_BASE_URL" ? Url : name == "LECTERN_API_KEY" ? TestServer.Key : null);
        Assert.Equal(index, Assert.Single(run.Rows())[0]);
        var noKey = await CommandRun.OfAsync(folder, asked, name => name == "LECTERN_BASE_URL" ? Url : null);
        Assert.Equal(2, noKey.Code);
    }

    [Fact]
    public void Lines_of_strangers_stay_lines_and_order_nothing() =>
        Assert.Equal("one\ntwo \\u001b]0;owned\\u0007\\r\n", Terminal.Lines("one\ntwo \u001b]0;owned\u0007\r\n"));

    [Fact]
    public async Task A_files_name_reaches_the_terminal_as_text_alone()
    {
        await server.IndexAsync(("\u001b[2Jevil.txt", "The beacon shines on Mondays."u8.ToArray()));
        CommandRun[] runs = [await RunAsync("ask", "When does the beacon shine?"), await RunAsync("search", "beacon")];
        foreach (var run in runs)
        {
            Assert.Contains("Mondays", run.Out, StringComparison.Ordinal);
            Assert.Contains("evil.txt", run.Out, StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', run.Out + run.Errors);
            Assert.DoesNotContain('\u0007', run.Out + run.Errors);
        }
    }

    [Theory]
    [InlineData("http://unix:/run/lectern.sock")]
    [InlineData("HTTP://UNIX:/run/lectern.sock")]
    [InlineData("http://pipe:/lectern")]
    [InlineData("http://x@unix:/run/lectern.sock")]
    [InlineData(" http://unix:/run/lectern.sock")]
    [InlineData("\t\nhttps://Unix:/run/lectern.sock ")]
    public async Task No_key_is_sent_to_a_host_that_is_named_like_a_socket(string url)
    {
        var run = await CommandRun.OfAsync(folder, ["indexes", "--url", url, "--key", TestServer.Key]);
        Assert.Equal(2, run.Code);
        Assert.Contains("is a socket", run.Errors, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(
            () => new LecternClient(new LecternClientOptions { BaseUrl = new Uri(url), ApiKey = TestServer.Key }).Dispose());
    }

    [Theory]
    [InlineData("")]
    [InlineData("two\nlines")]
    [InlineData("two words")]
    [InlineData("ключ-0123456789-ключ")]
    public async Task A_key_that_can_be_none_is_a_mistake(string key) =>
        Assert.Equal(2, (await CommandRun.OfAsync(folder, ["indexes", "--url", Url, "--key", key])).Code);

    [Fact]
    public async Task A_search_looks_up_each_file_once_and_says_that_one_is_gone()
    {
        var text = string.Concat(Enumerable.Range(1, 80).Select(i => $"## Part {i}\n\nThe lantern {i} is {Words(60)}.\n\n"));
        await server.IndexAsync(("lanterns.md", System.Text.Encoding.UTF8.GetBytes(text)));
        await using var proxy = await FileLookups.BeforeAsync(server);
        string[] search = ["search", "lantern", "--top", "5", "--url", proxy.Url, "--key", TestServer.Key];
        var found = await CommandRun.OfAsync(folder, search);
        Assert.True(found.Code == 0, found.Errors);
        Assert.True(found.Out.Split("lanterns.md").Length > 3, found.Out);
        Assert.Equal(1, proxy.Lookups);
        proxy.AnswersNotFound = true;
        var gone = await CommandRun.OfAsync(folder, search);
        Assert.True(gone.Code == 0, gone.Errors);
        Assert.Contains(" (deleted)", gone.Out, StringComparison.Ordinal);
        Assert.Contains("The lantern", gone.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_files_that_cannot_be_read_the_first_are_named_and_the_others_counted()
    {
        Directory.CreateDirectory(Path.Combine(folder, "broken"));
        await File.WriteAllTextAsync(Path.Combine(folder, "broken", "guide.md"), "The dome opens on Thursday.", Cancellation);
        for (var i = 0; i < 23; i++)
            await File.WriteAllTextAsync(Path.Combine(folder, "broken", $"{i}.pdf"), $"%PDF-1.7\nbroken {i}", Cancellation);
        var run = await RunAsync("load", "broken");
        Assert.True(run.Code == 0, run.Errors);
        Assert.Equal(20, run.Errors.Split('\n').Count(l => l.StartsWith("Not read: ", StringComparison.Ordinal)));
        Assert.EndsWith(
            "… and 3 more: lectern indexes --json names the first 23.\n", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_that_failed_says_what_is_left_and_the_next_goes_on_with_it()
    {
        var documents = Directory.CreateDirectory(Path.Combine(folder, "harbour")).FullName;
        await File.WriteAllTextAsync(Path.Combine(documents, "quay.txt"), "The quay is made of granite.", Cancellation);
        await using var proxy = await FileLookups.BeforeAsync(server);
        string[] load = ["load", "harbour", "--url", proxy.Url, "--key", TestServer.Key];
        proxy.Refused = "/files/upload";
        var noFile = await CommandRun.OfAsync(folder, load);
        Assert.Equal(1, noFile.Code);
        Assert.Contains(" harbour has 0 of 1 files. The next load goes on with it.\n", noFile.Errors, StringComparison.Ordinal);
        proxy.Refused = null;
        var whole = await CommandRun.OfAsync(folder, load);
        Assert.True(whole.Code == 0, whole.Errors);
        Assert.Single((await RunAsync("indexes")).Rows(), row => row[3] == "harbour");
        Assert.Single(await DirectoriesAsync("harbour"));

        Directory.Move(documents, Path.Combine(folder, "pier"));
        load[1] = "pier";
        proxy.Refused = "/api/v1/indexes";
        var noIndex = await CommandRun.OfAsync(folder, load);
        Assert.Equal(1, noIndex.Code);
        Assert.Empty(await DirectoriesAsync("pier"));
        Assert.DoesNotContain("is left", noIndex.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_takes_nobody_elses_empty_directory()
    {
        var documents = Directory.CreateDirectory(Path.Combine(folder, "inbox")).FullName;
        await File.WriteAllTextAsync(Path.Combine(documents, "quay.txt"), "The quay is made of granite.", Cancellation);
        using var client = server.NewClient();
        var other = (await client.Directories.CreateAsync(new("inbox"), Cancellation)).Id;
        var run = await RunAsync("load", "inbox");
        Assert.True(run.Code == 0, run.Errors);
        Assert.Empty(await client.Directories.Files.ListAsync(other).AllAsync());
        var made = Assert.Single(await client.Indexes.ListAsync().AllAsync(), i => i.Name == "inbox");
        Assert.NotEqual(other, made.SourceDirectoryId);
    }

    [Fact]
    public async Task A_ready_server_is_said_to_be_so()
    {
        var run = await CommandRun.OfAsync(folder, ["check", "--url", Url]);
        Assert.Equal((0, $"{Url.TrimEnd('/')}: ready\n"), (run.Code, run.Out));
    }

    [Fact]
    public async Task Another_web_server_is_not_ready_whatever_it_answers()
    {
        foreach (var answer in (string[])["It works!", "", new string('x', 100_000)])
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            await using var other = builder.Build();
            other.MapGet("/health/ready", () => Results.Text(answer));
            await other.StartAsync(Cancellation);
            var run = await CommandRun.OfAsync(folder, ["check", "--url", other.Urls.First()]);
            Assert.Equal((3, ""), (run.Code, run.Out));
            Assert.Contains("not as Lectern does", run.Errors, StringComparison.Ordinal);
            Assert.True(run.Errors.Length < 1_000);
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => $"lamp{i}"));

    private async Task<IReadOnlyList<string>> DirectoriesAsync(string name)
    {
        using var client = server.NewClient();
        return [.. (await client.Directories.ListAsync(name).AllAsync()).Select(d => d.Id)];
    }

    private Task<CommandRun> RunAsync(params string[] args) => WithKeyAsync(TestServer.Key, args);

    private Task<CommandRun> WithKeyAsync(string key, params string[] args) =>
        CommandRun.OfAsync(folder, [.. args, "--url", Url, "--key", key]);
}
