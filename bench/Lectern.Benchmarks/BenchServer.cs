using System.Diagnostics;
using System.Net.Http.Headers;
using Lectern.Server.Platform;

namespace Lectern.Benchmarks;

/// <summary>The server in a process of its own.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    public const string Key = "bench-key-0123456789abcdef";
    private readonly Process process;
    private bool isDisposed;

    private BenchServer(Process process, Uri address, TimeSpan startTime)
    {
        this.process = process;
        StartTime = startTime;
        Http = new HttpClient { BaseAddress = address };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    /// <summary>From starting the process to the first healthy answer.</summary>
    public TimeSpan StartTime { get; }

    public HttpClient Http { get; }

    public int Id => process.Id;

    /// <param name="settings">Beside the data folder, the address and the key.</param>
    public static Task<BenchServer> StartAsync(string dataFolder, int port, params (string Name, string Value)[] settings) =>
        StartAsync("dotnet", [typeof(DataFolder).Assembly.Location], dataFolder, port, settings);

    public static async Task<BenchServer> StartAsync(
        string program, string[] arguments, string dataFolder, int port, params (string Name, string Value)[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            Environment = { ["LECTERN_DATA"] = dataFolder, ["LECTERN_URLS"] = address.ToString(), ["LECTERN_API_KEY"] = Key },
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var http = new HttpClient();
        while (watch.Elapsed < TimeSpan.FromSeconds(30))
        {
            try
            {
                using var response = await http.GetAsync(new Uri(address, "/health/ready"));
                if (response.IsSuccessStatusCode)
                    return new BenchServer(process, address, watch.Elapsed);
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(5);
        }

        process.Kill();
        throw new TimeoutException("The server did not start.");
    }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public double ResidentMegabytes()
    {
        process.Refresh();
        return process.WorkingSet64 / 1024.0 / 1024.0;
    }

    /// <summary>Once; again does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        Http.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
