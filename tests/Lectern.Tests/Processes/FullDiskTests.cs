using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Lectern.Tests.Fakes;
using Microsoft.Data.Sqlite;

namespace Lectern.Tests.Processes;

/// <summary>The real program on a file system of its own that is really full.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private readonly string disk = TestServer.NewFolder();
    private FakeModelServer model = null!;
    private bool isMounted;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        model = await FakeModelServer.StartAsync(cancellationToken: Cancellation);
        isMounted = OperatingSystem.IsLinux() && await RunAsync("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk) == 0;
    }

    public async ValueTask DisposeAsync()
    {
        await model.DisposeAsync();
        if (isMounted)
            Assert.Equal(0, await RunAsync("umount", disk));
        Directory.Delete(disk, recursive: true);
    }

    [Fact]
    public async Task A_running_turn_gets_its_end_new_work_is_refused_and_all_goes_on_when_there_is_room()
    {
        Assert.SkipUnless(isMounted, "needs the right to mount a file system of its own");
        model.Enqueue(FakeReply.Words(TimeSpan.FromMilliseconds(5)));
        model.Otherwise = _ => FakeReply.Text("There is room.");
        var data = Path.Combine(disk, "data");
        await using (var server = await ServerProcess.Start(
            data, (
                "LECTERN_MODEL",
                "openai:fake"), ("OPENAI_BASE_URL", model.BaseUrl), ("LECTERN_EMBEDDINGS", "none")).ReadyAsync())
        {
            var session = await server.SessionOverOneFileAsync();
            while (!File.Exists(Path.Combine(data, "reserve")))
                await Task.Delay(20, Cancellation);
            using var running = await AskAsync(server, session);
            using var reader = new StreamReader(await running.Content.ReadAsStreamAsync(Cancellation));
            var seen = "";
            while (!seen.Contains("word3", StringComparison.Ordinal))
                seen += await reader.ReadLineAsync(Cancellation) + "\n";
            FillDisk();
            seen += await reader.ReadToEndAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(120), Cancellation);
            var frames = SseFrame.Parse(seen);
            Assert.Contains("disk became full", frames[^1].Json.Text("error"), StringComparison.Ordinal);
            Assert.Equal(
                string.Concat(frames.Where(f => f.Type == "text_delta").Select(f => f.Json.Text("content"))),
                Assert.Single(frames, f => f.Type == "text").Json.Text("content"));

            using var refused = await AskAsync(server, session);
            Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
            Assert.Contains("disk is full", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
            File.Delete(Path.Combine(disk, "filler"));
            while (true)
            {
                using var answer = await AskAsync(server, session);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    Assert.Contains(
                        "There is room.", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
                    break;
                }

                await Task.Delay(100, Cancellation);
            }
        }

        using var database = new SqliteConnection($"Data Source={Path.Combine(data, "lectern.db")};Pooling=False");
        database.Open();
        using var check = database.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", check.ExecuteScalar());
    }

    private void FillDisk()
    {
        using var filler = new FileStream(
            Path.Combine(disk, "filler"), FileMode.Create, FileAccess.Write, FileShare.None,
            bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
                filler.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static async Task<HttpResponseMessage> AskAsync(ServerProcess server, string session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/chat/{session}/messages/stream")
        {
            Content = JsonContent.Create(new { prompt = "Hello" }),
        };
        return await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(Cancellation);
        return process.ExitCode;
    }
}
