using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Lectern.Server.Platform;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Commands;

/// <summary>An agent that starts <c>lectern mcp</c> as a process and writes its requests by itself.</summary>
internal sealed class StdioAgent : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process process;

    private StdioAgent(Process process) => this.process = process;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Of a server elsewhere, with its greeting written.</summary>
    public static async Task<StdioAgent> StartAsync(TestServer server, string index)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(DataFolder).Assembly.Location, "mcp", "--index", index },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
            Environment =
            {
                ["LECTERN_BASE_URL"] = server.Http.BaseAddress!.ToString(),
                ["LECTERN_API_KEY"] = TestServer.Key,
            },
        };
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        var agent = new StdioAgent(process);
        var hello = """{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}""";
        await agent.SendAsync($$"""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{{hello}}}""");
        await agent.SendAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        return agent;
    }

    public async Task SendAsync(string message)
    {
        await process.StandardInput.WriteAsync(message + "\n");
        await process.StandardInput.FlushAsync(Cancellation);
    }

    public Task CallAsync(int id, string tool, object arguments) => SendAsync(JsonSerializer.Serialize(
        new { jsonrpc = "2.0", id, method = "tools/call", @params = new { name = tool, arguments } }));

    /// <summary>The answer to a request; others before it are left out.</summary>
    public async Task<JsonElement> AnswerAsync(int id)
    {
        while (await process.StandardOutput.ReadLineAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation) is { } line)
        {
            var message = JsonDocument.Parse(line).RootElement;
            if (message.TryGetProperty("id", out var answered) && answered.GetInt32() == id)
                return message;
        }

        throw new InvalidOperationException($"The output ended without an answer to {id}.");
    }

    public void CloseInput() => process.StandardInput.Close();

    public void CloseOutput() => process.StandardOutput.Close();

    public void Terminate() => Assert.Equal(0, Kill(process.Id, 15));

    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync(Cancellation).WaitAsync(Patience, Cancellation);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
