using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Lectern.Server.Indexing.Parsing.Tools;

namespace Lectern.Server.Indexing.Parsing;

/// <summary>A running worker. For one caller at a time; disposing of it kills the process.</summary>
internal sealed class ParseWorkerProcess : IDisposable
{
    /// <summary>Puts the worker and all it starts into a network of their own, with nothing in it, where the system allows that.</summary>
    private static readonly Lazy<string?> Isolation = new(FindIsolation);

    private readonly Process process;

    private ParseWorkerProcess(Process process) => this.process = process;

    public Stream Input => process.StandardInput.BaseStream;

    public Stream Output => process.StandardOutput.BaseStream;

    public int Id => process.Id;

    /// <param name="onErrorLine">Gets what the worker prints, line by line.</param>
    public static ParseWorkerProcess Start(ParseLimits limits, Action<string> onErrorLine)
    {
        var start = new ProcessStartInfo
        {
            FileName = Isolation.Value is { } unshare ? unshare : DotnetHost(),
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        if (Isolation.Value is not null)
        {
            foreach (var argument in (string[])["--user", "--map-current-user", "--net", "--", DotnetHost()])
                start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add(typeof(ParseWorkerProcess).Assembly.Location);
        start.ArgumentList.Add(ParseWorker.Argument);

        // Not the server's own environment: it holds keys.
        start.Environment.Clear();
        foreach (var name in (string[])["PATH", "HOME", "TMPDIR", "DOTNET_ROOT", "LANG", "LD_LIBRARY_PATH"])
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                start.Environment[name] = value;
        }

        start.Environment["DOTNET_GCHeapHardLimit"] = limits.HeapBytes.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";

        var process = new Process { StartInfo = start };
        process.ErrorDataReceived += (_, e) =>
        {
            if (!string.IsNullOrEmpty(e.Data))
                onErrorLine(e.Data);
        };
        process.Start();
        process.BeginErrorReadLine();
        return new ParseWorkerProcess(process);
    }

    /// <summary>Bytes of memory that the worker has; 0 when it is gone.</summary>
    public long ResidentBytes()
    {
        try
        {
            process.Refresh();
            return process.HasExited ? 0 : process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    public void Dispose()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }

        process.Dispose();
    }

    private static string? FindIsolation()
    {
        if (ExternalTools.Unshare is not { } unshare)
            return null;
        using var trial = Process.Start(new ProcessStartInfo(unshare, ["--user", "--map-current-user", "--net", "--", "true"])
        {
            RedirectStandardError = true,
        })!;
        trial.WaitForExit();
        return trial.ExitCode == 0 ? unshare : null;
    }

    /// <summary>The runtime's own host: the server itself may run under it, under an app host, or inside a test.</summary>
    private static string DotnetHost()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(host) ? host : name;
    }
}
