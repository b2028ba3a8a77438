using System.Diagnostics;
using Lectern.Client;

namespace Lectern.Eval;

/// <summary>The server that is measured: one of its own process, or one that runs already.</summary>
internal sealed class EvalServer : IAsyncDisposable
{
    private const string OwnKey = "eval-key-0123456789abcdef";
    private const string Announced = "Lectern is at";
    private readonly Process? process;

    /// <summary>Deleted in the end; null where the data stays.</summary>
    private readonly string? passingData;

    private EvalServer(Process? process, LecternClient client, string? passingData) =>
        (this.process, Client, this.passingData) = (process, client, passingData);

    public LecternClient Client { get; }

    /// <summary>
    /// One that runs already, or one that is started with the settings of the environment, at a port that the system chooses; it
    /// is ready then.
    /// </summary>
    /// <param name="url">Of one that runs.</param>
    /// <param name="key">Of that; what is null comes from the environment, as <see cref="LecternClientOptions"/> says.</param>
    /// <param name="data">Where one that is started keeps its data; null for a folder that is deleted in the end.</param>
    /// <param name="startsOne">Without a URL one is started; else the environment names one.</param>
    /// <exception cref="UsageException">Nothing names a server, or a key.</exception>
    public static Task<EvalServer> OpenAsync(
        string? url, string? key, string? data, bool startsOne, CancellationToken cancellationToken) =>
        OpenAsync(url, key, data, startsOne, null, cancellationToken);

    /// <param name="url">Of one that runs.</param>
    /// <param name="key">Of that.</param>
    /// <param name="data">Where one that is started keeps its data.</param>
    /// <param name="startsOne">Without a URL one is started.</param>
    /// <param name="embeddings">The embedding model of one that is started; null for the environment's.</param>
    public static async Task<EvalServer> OpenAsync(
        string? url, string? key, string? data, bool startsOne, string? embeddings, CancellationToken cancellationToken)
    {
        if (url is not null || !startsOne)
            return new EvalServer(null, ClientOf(url, key), null);
        var passing = data is null ? Directory.CreateTempSubdirectory("lectern-eval-").FullName : null;
        return await StartAsync(data ?? passing!, passing, embeddings, cancellationToken);
    }

    private static LecternClient ClientOf(string? url, string? key)
    {
        try
        {
            return new LecternClient(new LecternClientOptions
            {
                BaseUrl = url is null ? null : new Uri(url),
                ApiKey = key,
                Timeout = TimeSpan.FromMinutes(5),
            });
        }
        catch (Exception e) when (e is ArgumentException or UriFormatException)
        {
            throw new UsageException(e.Message);
        }
    }

    private static async Task<EvalServer> StartAsync(
        string dataFolder, string? passing, string? embeddings, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Lectern.Server.dll") },
            RedirectStandardOutput = true,
            Environment =
            {
                ["LECTERN_DATA"] =
                    dataFolder, ["LECTERN_URLS"] = "http://127.0.0.1:0", ["LECTERN_API_KEY"] = OwnKey, ["LECTERN_FOLDER"] = null,
            },
        };
        if (embeddings is not null)
            start.Environment["LECTERN_EMBEDDINGS"] = embeddings;
        var process = Process.Start(start)!;
        try
        {
            var url = await AnnouncedUrlAsync(process, cancellationToken);
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            using var http = new HttpClient { BaseAddress = new Uri(url) };
            while (!(await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken)).IsSuccessStatusCode)
                await Task.Delay(100, cancellationToken);
            return new EvalServer(process, ClientOf(url, OwnKey), passing);
        }
        catch
        {
            await EndAsync(process);
            if (passing is not null)
                Directory.Delete(passing, recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (process is not null)
            await EndAsync(process);
        if (passingData is not null)
            Directory.Delete(passingData, recursive: true);
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
