using Lectern.Tests.Fakes;
using Lectern.Tests.Processes;

namespace Lectern.Tests.Commands;

/// <summary>The commands by a data folder: with a server of their own, and with one that runs already.</summary>
public sealed class LocalCommandTests : IDisposable
{
    private readonly string folder = TestServer.NewFolder();

    public LocalCommandTests()
    {
        File.WriteAllText(Path.Combine(folder, "appsettings.json"), """{"Lectern": {"Embeddings": "none"}}""");
        Directory.CreateDirectory(Path.Combine(folder, "docs"));
        File.WriteAllText(Path.Combine(folder, "docs", "guide.md"), "The observatory opens its dome every Thursday.");
    }

    private string Data => Path.Combine(folder, "data");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Without_a_server_the_command_is_one_itself()
    {
        Assert.Equal(2, (await RunAsync("indexes")).Code);
        Assert.False(Directory.Exists(Data));
        var loaded = await RunAsync("load", "docs");
        Assert.True(loaded.Code == 0, loaded.Errors);
        Assert.Contains("every Thursday. [1]", (await RunAsync("ask", "When does the dome open?")).Out, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Data, "address")));
    }

    [Fact]
    public async Task A_running_server_is_found_by_its_data_folder_and_says_no_address_after_its_end()
    {
        await using var server = await ServerProcess.Start(
            Data, ("LECTERN_EMBEDDINGS", "none"), ("LECTERN_API_KEY", "")).UntilAsync("The data is in");
        var loaded = await RunAsync("load", "docs");
        Assert.True(loaded.Code == 0, loaded.Errors);
        Assert.Equal("docs", Assert.Single((await RunAsync("indexes")).Rows())[3]);
        var check = await RunAsync("check");
        Assert.True(check.Code == 0, check.Errors);
        Assert.Contains(": ready\n", check.Out, StringComparison.Ordinal);
        Assert.Contains("is whole: 1 indexes and ", check.Out, StringComparison.Ordinal);
        server.Terminate();
        Assert.Equal(0, await server.ExitAsync());
        Assert.False(File.Exists(Path.Combine(Data, "address")));
        Assert.Equal(3, (await RunAsync("check", "--quick")).Code);
    }

    [Fact]
    public async Task The_address_of_a_server_that_was_killed_is_asked_by_nobody()
    {
        await using (var server = await ServerProcess.Start(
            Data, ("LECTERN_EMBEDDINGS", "none"), ("LECTERN_API_KEY", "")).UntilAsync("The data is in"))
            await server.KillAsync();
        Assert.True(File.Exists(Path.Combine(Data, "address")));
        Assert.Equal(0, (await RunAsync("indexes")).Code);
        Assert.False(File.Exists(Path.Combine(Data, "address")));
    }

    [Fact]
    public async Task A_first_key_that_an_operator_chose_is_never_replaced_by_a_command()
    {
        await using (var server = await ServerProcess.Start(Data, ("LECTERN_EMBEDDINGS", "none")).UntilAsync("The data is in"))
        {
            server.Terminate();
            await server.ExitAsync();
        }

        var run = await RunAsync("indexes");
        Assert.Equal(2, run.Code);
        Assert.Contains("LECTERN_API_KEY", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Data, "api-key")));
    }

    /// <summary>A key that the folder has, but not as its first one, is refused like an unknown one.</summary>
    [Fact]
    public async Task A_command_with_another_key_than_the_first_begins_nothing_and_changes_no_key()
    {
        const string First = "first-key-0123456789";
        KeyInSettings(First);
        Assert.Equal(0, (await RunAsync("load", "docs")).Code);
        var plain = (await RunAsync("keys", "create", "of a script")).Out.Trim();
        var before = (await RunAsync("keys")).Rows();
        foreach (var other in (string[])["another-key-0123456789", plain])
        {
            KeyInSettings(other);
            var run = await RunAsync("indexes");
            Assert.Equal(2, run.Code);
            Assert.Contains("LECTERN_API_KEY is not the first key", run.Errors, StringComparison.Ordinal);
        }

        KeyInSettings(First);
        Assert.Equal(before, (await RunAsync("keys")).Rows());
    }

    /// <summary>It is there of a start without a chosen key.</summary>
    [Fact]
    public async Task A_kept_key_that_is_the_first_no_longer_replaces_the_one_that_is()
    {
        const string First = "first-key-0123456789";
        KeyInSettings(First);
        Assert.Equal(0, (await RunAsync("load", "docs")).Code);
        var before = (await RunAsync("keys")).Rows();
        await File.WriteAllTextAsync(
            Path.Combine(Data, "api-key"), "kept-key-0123456789\n", TestContext.Current.CancellationToken);
        Assert.Equal(before, (await RunAsync("keys")).Rows());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public async Task An_empty_file_is_no_kept_key(string content)
    {
        const string First = "first-key-0123456789";
        KeyInSettings(First);
        var file = Path.Combine(Data, "api-key");
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        var loaded = await RunAsync("load", "docs");
        Assert.True(loaded.Code == 0, loaded.Errors);
        Assert.Equal(content, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        await using var server = await ServerProcess.Start(
            Data, ("LECTERN_EMBEDDINGS", "none"), ("LECTERN_API_KEY", First)).UntilAsync("The data is in");
        var beside = await RunAsync("indexes");
        Assert.Equal(2, beside.Code);
        Assert.Contains("LECTERN_API_KEY", beside.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_on_a_socket_is_asked_by_its_other_address_and_where_it_has_none_a_sentence_says_so()
    {
        var socket = $"http://unix:{Path.Combine(folder, "l.sock")}";
        foreach (var (urls, code) in (IEnumerable<(string, int)>)[($"{socket};http://127.0.0.1:0", 0), (socket, 2)])
        {
            await using var server = await ServerProcess.Start(
                Data, ("LECTERN_EMBEDDINGS", "none"), ("LECTERN_API_KEY", ""), ("LECTERN_URLS", urls))
                .UntilAsync("The data is in");
            var run = await RunAsync("indexes");
            Assert.True(run.Code == code, run.Errors);
            Assert.Equal(code != 0, run.Errors.Contains($"{socket} alone", StringComparison.Ordinal));
            server.Terminate();
            await server.ExitAsync();
        }
    }

    [Fact]
    public async Task A_damaged_object_and_a_damaged_database_are_found()
    {
        Assert.Equal(0, (await RunAsync("load", "docs")).Code);
        Assert.Equal(0, (await RunAsync("check")).Code);
        var blob = Directory.EnumerateFiles(Path.Combine(Data, "blobs"), "*", SearchOption.AllDirectories).First();
        var bytes = await File.ReadAllBytesAsync(blob, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(blob, "changed", TestContext.Current.CancellationToken);
        var damaged = await RunAsync("check");
        Assert.Equal(1, damaged.Code);
        Assert.Contains(Path.GetFileName(blob), damaged.Errors, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(blob, bytes, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Data, "lectern.db"), "no database", TestContext.Current.CancellationToken);
        Assert.Equal(1, (await RunAsync("check")).Code);
        var asked = await RunAsync("indexes");
        Assert.Equal(1, asked.Code);
        Assert.Single(asked.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private void KeyInSettings(string key) => File.WriteAllText(
        Path.Combine(folder, "appsettings.json"), $$$"""{"Lectern": {"Embeddings": "none", "ApiKey": "{{{key}}}"}}""");

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.OfAsync(folder, [.. args, "--data", Data]);
}
