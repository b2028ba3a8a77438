using System.Diagnostics;
using System.Globalization;

namespace Lectern.Server.Indexing.Parsing.Tools;

/// <summary>
/// Runs a program on a file that may be hostile: input and output over pipes, limits on its memory, its processor time and its output.
/// It ends with the worker that started it.
/// </summary>
internal static class ToolProcess
{
    private static readonly TimeSpan WallPerCpu = TimeSpan.FromSeconds(2);

    /// <param name="read">Reads the program's output to its end.</param>
    /// <param name="cpuSeconds">Processor time; the clock allows twice as much, for a machine that is busy.</param>
    /// <param name="memoryBytes">Address space.</param>
    /// <returns>What <paramref name="read"/> returned; null when the program failed or passed a limit.</returns>
    public static T? Run<T>(
        string program, IReadOnlyList<string> arguments, ReadOnlyMemory<byte> input, Func<Stream, T?> read, int cpuSeconds, long memoryBytes)
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
            if (!process.WaitForExit(TimeSpan.FromSeconds(1)))
                Kill(process);
            process.WaitForExit();
        }

        writing.GetAwaiter().GetResult();
        return process.ExitCode == 0 ? result : null;
    }

    private static Process Start(string program, IReadOnlyList<string> arguments, int cpuSeconds, long memoryBytes)
    {
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            FileName = ExternalTools.Prlimit ?? program,
        };
        if (ExternalTools.Prlimit is not null)
        {
            start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--cpu={cpuSeconds}"));
            start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--as={memoryBytes}"));
            start.ArgumentList.Add("--core=0");
            start.ArgumentList.Add(program);
        }

        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        // The worker's own threads use the cores.
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) =>
        {
            // A program that nobody listens to would block.
        };
        process.BeginErrorReadLine();
        return process;
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
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }
}
