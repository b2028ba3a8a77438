using System.Diagnostics;
using System.Formats.Tar;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lectern.Server.Platform;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Processes;

/// <summary>
/// A backup of a server that runs, taken back, answers as it did; what is no whole backup is refused and leaves nothing.
/// </summary>
public sealed class BackupTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lectern-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string File(string name) => Path.Combine(folder, name);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_restored_backup_of_a_running_server_answers_and_keeps_its_sessions()
    {
        string session, before;
        await using (var server = await ServerProcess.Start(File("data"), ("LECTERN_EMBEDDINGS", "none")).ReadyAsync())
        {
            session = await server.SessionOverOneFileAsync();
            before = await AnswerAsync(server, session);
            var (code, output, errors) = await RunAsync("backup", File("b.tar"), "--data", File("data"));
            Assert.True(code == 0, errors);
            Assert.Contains("1 indexes and", output, StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File("b.tar")));

            // What is written after it is not in it, and what it copied by is gone.
            await server.SessionOverOneFileAsync();
            Assert.DoesNotContain(
                Directory.EnumerateDirectories(Path.Combine(File("data"), "tmp")),
                d => d.Contains("backup", StringComparison.Ordinal));
        }

        var restored = await RunAsync("restore", File("b.tar"), "--data", File("again"));
        Assert.True(restored.Code == 0, restored.Errors);
        await using var again = await ServerProcess.Start(File("again"), ("LECTERN_EMBEDDINGS", "none")).ReadyAsync();
        var history = await again.Http.GetStringAsync($"/api/v1/chat/{session}", Cancellation);
        Assert.Contains("made of granite", history, StringComparison.Ordinal);
        Assert.Equal(Quoted(before), Quoted(await AnswerAsync(again, session)));
        var lists = await again.Http.GetStringAsync("/api/v1/indexes", Cancellation);
        Assert.Single(lists.Split("\"source_directory_id\"").Skip(1));
        Assert.Contains("\"ready\"", lists, StringComparison.Ordinal);

        // That there is no model is said once in a session.
        static string Quoted(string answer) => answer[answer.IndexOf("> ", StringComparison.Ordinal)..];
    }

    [Fact]
    public async Task A_folder_in_use_or_with_data_is_not_restored_into()
    {
        await using var server = await ServerProcess.Start(File("data"), ("LECTERN_EMBEDDINGS", "none")).ReadyAsync();
        Assert.Equal(0, (await RunAsync("backup", File("b.tar"), "--data", File("data"))).Code);
        var (code, _, errors) = await RunAsync("restore", File("b.tar"), "--data", File("data"));
        Assert.Equal(1, code);
        Assert.Contains("Another Lectern server", errors, StringComparison.Ordinal);
        server.Terminate();
        await server.ExitAsync();
        (code, _, errors) = await RunAsync("restore", File("b.tar"), "--data", File("data"));
        Assert.Equal(1, code);
        Assert.Contains("holds data already", errors, StringComparison.Ordinal);
        (code, _, errors) = await RunAsync("backup", File("b.tar"), "--data", File("data"));
        Assert.Equal(1, code);
        Assert.Contains("overwrites nothing", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_whole_backup_is_refused_and_leaves_nothing()
    {
        await using (var server = await ServerProcess.Start(File("data"), ("LECTERN_EMBEDDINGS", "none")).ReadyAsync())
        {
            await server.IndexOneFileAsync();
            Assert.Equal(0, (await RunAsync("backup", File("b.tar"), "--data", File("data"))).Code);
        }

        var bytes = await System.IO.File.ReadAllBytesAsync(File("b.tar"), Cancellation);
        foreach (var length in (int[])[0, 100, bytes.Length / 2, bytes.Length * 9 / 10])
            await RefusedAsync("cut", bytes[..length]);
        var text = System.Text.Encoding.Latin1.GetString(bytes);
        var granite = text.IndexOf("The quay is made", StringComparison.Ordinal);
        Assert.True(granite > 0);
        bytes[granite]++;
        await RefusedAsync("is damaged", bytes);
        bytes[granite]--;

        // One bit of a text in a database, which the database's own check does not see.
        var project = text.IndexOf(
            "Default", text.IndexOf("SQLite format 3", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(project > 0);
        bytes[project] ^= 0x20;
        await RefusedAsync("lectern.db in the backup is damaged", bytes);
        await RefusedAsync("not a backup", Tar("../outside", "x"));
        await RefusedAsync("not a backup", Tar("/etc/outside", "x"));
        await RefusedAsync(
            "is missing",
            Tar(
                "manifest.json",
                """{"format":2,"program":"1","created_at":"2026-01-01T00:00:00Z","indexes":0,"blobs":0,"files":{}}"""));
        await RefusedAsync("", Tar("manifest.json", "nonsense"));
        await RefusedAsync(
            "cannot be taken back",
            Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, 5_000).Select(i => (char)(1 + (i * 7919 % 250))))));
        var sized = await System.IO.File.ReadAllBytesAsync(File("b.tar"), Cancellation);
        "77777777777"u8.CopyTo(sized.AsSpan(124));
        await RefusedAsync("cannot be taken back", sized);
        const string empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        const string manifest =
            """{"format":2,"program":"1","created_at":"2026-01-01T00:00:00Z","indexes":1,"blobs":0,"""
            + $$$""" "files":{"indexes/idx-1.db":"{{{empty}}}","lectern.db":"{{{empty}}}"}}""";
        await RefusedAsync(
            "cannot be taken back", Tar(("indexes/idx-1.db", ""), ("lectern.db", ""), ("manifest.json", manifest)));
        Assert.Empty(Directory.EnumerateFiles(folder, "outside", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_restore_that_was_cut_off_is_said_at_the_start_and_can_be_repeated()
    {
        await using (var server = await ServerProcess.Start(File("data"), ("LECTERN_EMBEDDINGS", "none")).ReadyAsync())
        {
            await server.IndexOneFileAsync();
            Assert.Equal(0, (await RunAsync("backup", File("b.tar"), "--data", File("data"))).Code);
        }

        // As a kill in the middle leaves it.
        Directory.CreateDirectory(Path.Combine(File("again"), "blobs", "ab"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(File("again"), "blobs", "ab", "abc"), "half", Cancellation);
        await System.IO.File.WriteAllTextAsync(Path.Combine(File("again"), "restoring"), "", Cancellation);
        await using (var refused = ServerProcess.Start(File("again"), ("LECTERN_EMBEDDINGS", "none")))
        {
            Assert.Equal(1, await refused.ExitAsync());
            Assert.Contains("was cut off", refused.Errors, StringComparison.Ordinal);
        }

        var (code, _, errors) = await RunAsync("restore", File("b.tar"), "--data", File("again"));
        Assert.True(code == 0, errors);
        Assert.False(Directory.Exists(Path.Combine(File("again"), "blobs", "ab")));
        Assert.False(System.IO.File.Exists(Path.Combine(File("again"), "restoring")));
        await using var again = await ServerProcess.Start(File("again"), ("LECTERN_EMBEDDINGS", "none")).ReadyAsync();
    }

    [Fact]
    public async Task A_backup_during_uploads_holds_every_file_that_it_lists()
    {
        await using (var server = await ServerProcess.Start(File("data"), ("LECTERN_EMBEDDINGS", "none")).ReadyAsync())
        {
            var index = await server.IndexOneFileAsync();
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var uploads = UploadAsync(server, index, stop.Token);
            await System.IO.File.WriteAllTextAsync(File("b.tar.partial"), "of a backup that was killed", Cancellation);
            var (code, _, errors) = await RunAsync("backup", File("b.tar"), "--data", File("data"));
            await stop.CancelAsync();
            Assert.True(await uploads > 0);
            Assert.True(code == 0, errors);
            Assert.False(System.IO.File.Exists(File("b.tar.partial")));
        }

        var restored = await RunAsync("restore", File("b.tar"), "--data", File("again"));
        Assert.True(restored.Code == 0, restored.Errors);
        await using var again = await ServerProcess.Start(File("again"), ("LECTERN_EMBEDDINGS", "none")).ReadyAsync();
        var directories = await again.Http.GetFromJsonAsync<JsonElement>("/api/v1/beta/directories", Cancellation);
        foreach (var directory in directories.GetProperty("items").EnumerateArray())
        {
            var files = await again.Http.GetFromJsonAsync<JsonElement>(
                $"/api/v1/beta/directories/{directory.Text("id")}/files?page_size=1000", Cancellation);
            foreach (var file in files.GetProperty("items").EnumerateArray())
            {
                var link = await again.Http.GetFromJsonAsync<JsonElement>(
                    $"/api/v1/beta/files/{file.Text("file_id")}/content", Cancellation);
                Assert.Contains(
                    "granite", await again.Http.GetStringAsync(link.Text("url"), Cancellation), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_said()
    {
        foreach (var args in (string[][])[["backup", File("no/b.tar"), "--data", folder],
            ["backup", File("b.tar"), "--data", File("none")]])
        {
            var (code, _, errors) = await RunAsync(args);
            Assert.Equal(1, code);
            Assert.StartsWith("There is no", errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("restore")]
    [InlineData("backup", "--data")]
    public async Task A_command_without_its_file_is_a_mistake(params string[] args) =>
        Assert.Equal(2, (await RunAsync(args)).Code);

    /// <returns>How many files were uploaded until it was stopped.</returns>
    private static async Task<int> UploadAsync(ServerProcess server, string indexId, CancellationToken stopping)
    {
        var index = await server.Http.GetFromJsonAsync<JsonElement>($"/api/v1/indexes/{indexId}", Cancellation);
        var files = $"/api/v1/beta/directories/{index.Text("source_directory_id")}/files/upload";
        var count = 0;
        for (; !stopping.IsCancellationRequested; count++)
        {
            var content = Encoding.UTF8.GetBytes($"The quay {count} is made of granite.");
            using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "upload_file", $"{count}.txt" } };
            using var upload = await server.Http.PostAsync(files, form, Cancellation);
            upload.EnsureSuccessStatusCode();
        }

        return count;
    }

    private async Task RefusedAsync(string said, byte[] backup)
    {
        await System.IO.File.WriteAllBytesAsync(File("bad.tar"), backup, Cancellation);
        var (code, _, errors) = await RunAsync("restore", File("bad.tar"), "--data", File("empty"));
        Assert.Equal(1, code);
        if (said != "cut")
            Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(Path.Combine(File("empty"), "lectern.db")), errors);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(File("empty"), "blobs"), "*", SearchOption.AllDirectories));
    }

    private static byte[] Tar(string name, string content) => Tar((name, content));

    private static byte[] Tar(params (string Name, string Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile,
                    name)
                { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        }

        return bytes.ToArray();
    }

    /// <returns>The answer's text.</returns>
    private static async Task<string> AnswerAsync(ServerProcess server, string session)
    {
        using var response = await server.Http.PostAsJsonAsync(
            $"/api/v1/chat/{session}/messages/stream", new { prompt = "What is the quay made of?" }, Cancellation);
        var frames = SseFrame.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        return frames.Last(f => f.Type == "text").Json.Text("content");
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(DataFolder).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (
            process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, await output, await errors);
    }
}
