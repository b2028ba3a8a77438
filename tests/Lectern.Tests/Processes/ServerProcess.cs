using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Lectern.Server.Platform;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Processes;

/// <summary>The real program in a process of its own, as a person starts it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    public const string Key = "process-key-0123456789abcdef";

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();

    private ServerProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, e) => Note(output, e.Data);
        process.ErrorDataReceived += (_, e) => Note(errors, e.Data);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(60) };

    public Process Process => process;

    public string Output => Text(output);

    public string Errors => Text(errors);

    public static ServerProcess Start(string dataFolder, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(DataFolder).Assembly.Location },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
            Environment =
            {
                ["LECTERN_DATA"] = dataFolder,
                ["LECTERN_URLS"] = "http://127.0.0.1:0",
                ["LECTERN_API_KEY"] = Key,
            },
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var server = new ServerProcess(new Process { StartInfo = start });
        server.process.Start();
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Waits for a text on standard output.</summary>
    public async Task<ServerProcess> UntilAsync(string text)
    {
        for (var i = 0; i < 600 && !Output.Contains(text, StringComparison.Ordinal); i++)
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The server ended: {Errors}");
            await Task.Delay(50);
        }

        Assert.Contains(text, Output, StringComparison.Ordinal);
        return this;
    }

    public async Task<ServerProcess> ReadyAsync()
    {
        await UntilAsync("The data is in");
        var address = Output.Split("Lectern is at", 2)[1].Trim().Split(' ')[0];
        Http.BaseAddress = new Uri(address);
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return this;
    }

    /// <summary>A new session over a new index of one small file.</summary>
    public async Task<string> SessionOverOneFileAsync() => await SessionAsync(await IndexOneFileAsync());

    public async Task<string> SessionAsync(string indexId) =>
        (await PostAsync("/api/v1/chat", new { index_ids = (string[])[indexId] })).Text("session_id");

    /// <returns>The id of a new index that is ready.</returns>
    public Task<string> IndexOneFileAsync() => IndexOneFileAsync("a.txt", "The quay is made of granite."u8.ToArray());

    /// <returns>The id of a new index whose sync has ended.</returns>
    public async Task<string> IndexOneFileAsync(string name, byte[] content)
    {
        var directory = await PostAsync("/api/v1/beta/directories", new { name = "docs" });
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "upload_file", name } };
        using var upload = await Http.PostAsync(
            $"/api/v1/beta/directories/{directory.Text("id")}/files/upload", form, Cancellation);
        upload.EnsureSuccessStatusCode();
        var index = (await PostAsync("/api/v1/indexes", new { source_directory_id = directory.Text("id") })).Text("id");
        await UntilSyncedAsync(index);
        return index;
    }

    public async Task SyncAsync(string index)
    {
        await PostAsync($"/api/v1/indexes/{index}/sync", new { });
        await UntilSyncedAsync(index);
    }

    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        if (process.ExitCode > 128)
            TestContext.Current.TestOutputHelper?.WriteLine(Errors);
        return process.ExitCode;
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as systemd and Docker send it.</summary>
    public void Terminate() => Assert.Equal(0, Kill(process.Id, 15));

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Http.Dispose();
    }

    private async Task UntilSyncedAsync(string index)
    {
        while ((await Http.GetFromJsonAsync<JsonElement>($"/api/v1/indexes/{index}", Cancellation)).GetProperty("metadata")
            .Text("status") == "syncing")
            await Task.Delay(20, Cancellation);
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var response = await Http.PostAsJsonAsync(path, body, Cancellation);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private static void Note(StringBuilder to, string? line)
    {
        lock (to)
            to.AppendLine(line);
    }

    private static string Text(StringBuilder from)
    {
        lock (from)
            return from.ToString();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
