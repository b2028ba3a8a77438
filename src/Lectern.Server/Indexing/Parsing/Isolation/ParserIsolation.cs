using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;

namespace Lectern.Server.Indexing.Parsing.Isolation;

/// <summary>
/// Shuts in whatever reads documents: its processes see the system's files and a folder of their own, and no network. Whether
/// that works is found out after the start by a child that tries. Thread-safe.
/// </summary>
internal sealed partial class ParserIsolation : IHostedLifecycleService
{
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(20);

    private readonly string folders;
    private readonly IReadOnlyList<string> hidden;
    private readonly Ids ids;
    private readonly ServerProblems problems;
    private readonly ILogger<ParserIsolation> logger;
    private readonly Lazy<Task<IsolationState>> state;

    /// <param name="folders">Where work folders are made.</param>
    /// <param name="hidden">What no worker reads wherever it is.</param>
    /// <param name="known">What has been found out already; null tries.</param>
    public ParserIsolation(
        string folders, IReadOnlyList<string> hidden, Ids ids, ServerProblems problems, ILogger<ParserIsolation> logger,
        Func<Task<IsolationState>>? known = null)
    {
        (this.folders, this.hidden, this.ids, this.problems, this.logger) = (folders, hidden, ids, problems, logger);
        state = new Lazy<Task<IsolationState>>(() => Task.Run(() => DecideAsync(known ?? TryAsync)));
    }

    public Task<IsolationState> StateAsync(CancellationToken cancellationToken) => state.Value.WaitAsync(cancellationToken);

    public WorkFolder NewFolder() => new(Path.Combine(folders, "work-" + ids.Uuid()), logger);

    /// <summary>How a program is started in a folder of its own, shut in as far as this machine can.</summary>
    public ProcessStartInfo Describe(IsolationState how, WorkFolder folder, string program, params ReadOnlySpan<string> arguments)
    {
        var start = IsolatedProgram.Describe(how.IsWhole, folder.Path, hidden, program, arguments);
        if (how.IsLaunched)
            return start;
        start.FileName = program;
        start.ArgumentList.Clear();
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The child would take a processor from the start; who needs to know it sooner begins it.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _ = state.Value;
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) =>
        state.IsValueCreated ? state.Value.WaitAsync(cancellationToken) : Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<IsolationState> DecideAsync(Func<Task<IsolationState>> find)
    {
        var found = await find();
        if (found.Problem is { } problem)
        {
            Lacking(problem);
            problems.Set("isolation", [problem], degrades: true);
        }

        return found;
    }

    private async Task<IsolationState> TryAsync()
    {
        if (!OperatingSystem.IsLinux())
            return NotLaunched($"{RuntimeInformation.OSDescription} has neither Landlock nor seccomp, which Linux has");
        try
        {
            return await ProbeAsync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException or Win32Exception)
        {
            return NotLaunched($"the trial of it cannot be made ({e.Message})");
        }
    }

    private async Task<IsolationState> ProbeAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var folder = new WorkFolder(Path.Combine(folders, "trial-" + ids.Uuid()), logger);
        var secret = folder.Path + ".secret";
        await File.WriteAllTextAsync(secret, "not for the parser");
        try
        {
            var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
            using var process = Process.Start(IsolatedProgram.Describe(
                isStrict: false, folder.Path, hidden, OwnProgram.Command[0],
                [.. OwnProgram.Command.Skip(1), IsolationProbe.Argument, secret, port]))!;
            return await HearAsync(process);
        }
        finally
        {
            File.Delete(secret);
            File.Delete(secret + ".written");
        }
    }

    /// <summary>What the probe could do.</summary>
    private static async Task<IsolationState> HearAsync(Process process)
    {
        using var patience = new CancellationTokenSource(ProbePatience);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        string words;
        try
        {
            words = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return NotLaunched("the trial of it did not end");
        }

        var lines = (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var why = string.Join("; ", lines.Take(3));
        if (process.ExitCode != 0 || words.Contains(IsolationProbe.WorkClosed, StringComparison.Ordinal))
            return NotLaunched($"a program that is shut in does not work here ({why})");
        var open = new List<string>();
        if (words.Contains(IsolationProbe.FilesOpen, StringComparison.Ordinal))
            open.Add("the machine's files");
        if (words.Contains(IsolationProbe.NetworkOpen, StringComparison.Ordinal))
            open.Add("the network");
        if (open.Count == 0)
            return new IsolationState(IsLaunched: true, null);
        var reason = why.Length == 0 ? "the kernel does not hold what it promised" : why;
        return new IsolationState(IsLaunched: true, $"programs that read them reach {string.Join(" and ", open)} ({reason})");
    }

    private static IsolationState NotLaunched(string lack) => new(IsLaunched: false, lack);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}")]
    private partial void Lacking(string problem);
}
