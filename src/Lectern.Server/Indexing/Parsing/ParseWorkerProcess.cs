using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Lectern.Server.Indexing.Parsing;

/// <summary>A running worker. For one caller at a time; disposing of it kills the process.</summary>
internal sealed class ParseWorkerProcess : IDisposable
{
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
            FileName = DotnetHost(),
            ArgumentList = { typeof(ParseWorkerProcess).Assembly.Location, ParseWorker.Argument },
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

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

    /// <summary>The runtime's own host: the server itself may run under it, under an app host, or inside a test.</summary>
    private static string DotnetHost()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(host) ? host : name;
    }
}
