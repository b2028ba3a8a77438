using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Lectern.Server.Indexing.Parsing.Isolation;

namespace Lectern.Server.Indexing.Parsing.Tools;

/// <summary>
/// Runs a program on a file that may be hostile: input and output over pipes, limits on its memory, its processor time and its
/// output. It ends with the worker that started it.
/// </summary>
internal static class ToolProcess
{
    private static readonly ConcurrentDictionary<Process, bool> Running = new();

    /// <summary>Of what it writes in the worker's folder.</summary>
    private const long MaxFileBytes = 512L * 1024 * 1024;

    private static readonly TimeSpan WallPerCpu = TimeSpan.FromSeconds(2);

    /// <param name="read">Reads the program's output to its end.</param>
    /// <param name="cpuSeconds">Processor time; the clock allows twice as much, for a machine that is busy.</param>
    /// <param name="memoryBytes">Address space.</param>
    /// <returns>What <paramref name="read"/> returned; null when the program failed or passed a limit.</returns>
    public static T? Run<T>(
        string program, IReadOnlyList<string> arguments, ReadOnlyMemory<byte> input, Func<Stream, T?> read, int cpuSeconds,
        long memoryBytes)
        where T : class
    {
        using var process = Start(program, arguments, cpuSeconds, memoryBytes);
        using var timer = new Timer(_ => Kill(process), null, WallPerCpu * cpuSeconds, Timeout.InfiniteTimeSpan);
        var writing = Task.Run(() => Write(process, input));
        T? result;
        try
        {
            result = read(process.StandardOutput.BaseStream);
        }
        catch (InvalidDataException)
        {
            // Its output is not what was asked for, or too long.
            result = null;
        }
        finally
        {
            process.WaitForExit(TimeSpan.FromSeconds(1));

            // What it left running too: that would hold the pipes open.
            Kill(process);
            process.WaitForExit();
            Running.TryRemove(process, out _);
        }

        writing.GetAwaiter().GetResult();
        return process.ExitCode == 0 ? result : null;
    }

    /// <summary>Ends the programs that run.</summary>
    public static void EndAll()
    {
        foreach (var process in Running.Keys)
            Kill(process);
    }

    private static Process Start(string program, IReadOnlyList<string> arguments, int cpuSeconds, long memoryBytes)
    {
        string[] command = [.. Prefix(cpuSeconds, memoryBytes), program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The worker's own threads use the cores.
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        var process = Process.Start(start)!;
        Running[process] = true;
        process.ErrorDataReceived += (_, _) =>
        {
            // A program that nobody listens to would block.
        };
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>A group of its own, which can be ended whole, and limits; where these programs are.</summary>
    private static IEnumerable<string> Prefix(int cpuSeconds, long memoryBytes)
    {
        if (ExternalTools.SetSid is { } setSid)
            yield return setSid;
        if (ExternalTools.Prlimit is not { } prlimit)
            yield break;
        yield return prlimit;
        yield return string.Create(CultureInfo.InvariantCulture, $"--cpu={cpuSeconds}");
        yield return string.Create(CultureInfo.InvariantCulture, $"--as={memoryBytes}");
        yield return string.Create(CultureInfo.InvariantCulture, $"--fsize={MaxFileBytes}");
        yield return "--core=0";
    }

    private static void Write(Process process, ReadOnlyMemory<byte> input)
    {
        try
        {
            using var stream = process.StandardInput.BaseStream;
            stream.Write(input.Span);
        }
        catch (IOException)
        {
            // It ended without reading all; its exit code tells whether that is a failure.
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            if (ExternalTools.SetSid is not null)
                _ = Libc.Kill(-process.Id, Libc.SignalKill);
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }
}
