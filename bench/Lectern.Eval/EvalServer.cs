using System.Diagnostics;
using Lectern.Client;

namespace Lectern.Eval;

/// <summary>The server that is measured: one of its own process, or one that runs already.</summary>
internal sealed class EvalServer : IAsyncDisposable
{
    private const string OwnKey = "eval-key-0123456789abcdef";
    private const string Announced = "Lectern is at";
    private readonly Process? process;

    private EvalServer(Process? process, LecternClient client) => (this.process, Client) = (process, client);

    public LecternClient Client { get; }

    /// <summary>One that runs already; what is null comes from <c>LECTERN_BASE_URL</c> and <c>LECTERN_API_KEY</c>.</summary>
    public static EvalServer At(string url, string? key) =>
        new(null, new LecternClient(new LecternClientOptions
        {
            BaseUrl = new Uri(url),
            ApiKey = key,
            Timeout = TimeSpan.FromMinutes(5)
        }));

    /// <summary>
    /// Starts one with the settings of the environment, at a port that the system chooses, and waits until it is ready.
    /// </summary>
    public static async Task<EvalServer> StartAsync(string dataFolder, CancellationToken cancellationToken)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Lectern.Server.dll") },
            RedirectStandardOutput = true,
            Environment =
            {
                ["LECTERN_DATA"] =
                    dataFolder, ["LECTERN_URLS"] = "http://127.0.0.1:0", ["LECTERN_API_KEY"] = OwnKey, ["LECTERN_FOLDER"] = null,
            },
        })!;
        try
        {
            var url = await AnnouncedUrlAsync(process, cancellationToken);
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            using var http = new HttpClient { BaseAddress = new Uri(url) };
            while (!(await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken)).IsSuccessStatusCode)
                await Task.Delay(100, cancellationToken);
            return new EvalServer(process, At(url, OwnKey).Client);
        }
        catch
        {
            await EndAsync(process);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (process is not null)
            await EndAsync(process);
    }

    private static async Task<string> AnnouncedUrlAsync(Process process, CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(Announced, StringComparison.Ordinal))
                return line[Announced.Length..].Trim().Split(' ')[0];
        }

        throw new InvalidOperationException("The server did not start; it says why above.");
    }

    private static async Task EndAsync(Process process)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
