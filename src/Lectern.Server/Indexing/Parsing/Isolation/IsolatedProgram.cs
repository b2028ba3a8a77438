using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Lectern.Server.Indexing.Parsing.Isolation;

/// <summary>
/// A step between the server and a program that is to be isolated: this same program, which gives up on its only thread what the
/// other must not have and then becomes it. The server cannot do it, as the fence holds for a thread and what comes of it, and
/// the server's threads make each other; becoming the program leaves no thread of before.
/// </summary>
internal static class IsolatedProgram
{
    public const string Argument = "isolated";

    /// <summary>When the program cannot be isolated or started.</summary>
    public const int ExitCode = 125;

    private const string Strict = "strict";
    private const string Loose = "loose";
    private const string End = "--";
    private const int NoNewPrivileges = 38;

    /// <summary>How a program is started so.</summary>
    /// <param name="isStrict">Without all of the isolation it does not start; else with what there is of it.</param>
    /// <param name="folder">The one folder that it may write in; absolute.</param>
    /// <param name="hidden">Folders that it must not read wherever they are; absolute.</param>
    public static ProcessStartInfo Describe(
        bool isStrict, string folder, IReadOnlyList<string> hidden, string program, params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo(
            OwnProgram.Command[0], [.. OwnProgram.Command.Skip(1), Argument, isStrict ? Strict : Loose, folder])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])[.. hidden, End, program, .. arguments])
            start.ArgumentList.Add(argument);

        // Not the server's own environment: it holds keys.
        start.Environment.Clear();
        foreach (var name in (string[])["PATH", "DOTNET_ROOT", "LANG", "LD_LIBRARY_PATH"])
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                start.Environment[name] = value;
        }

        foreach (var name in (string[])["HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"])
            start.Environment[name] = folder;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return start;
    }

    /// <param name="arguments"><c>isolated strict|loose FOLDER [HIDDEN …] -- PROGRAM [ARGUMENT …]</c>, without the first.</param>
    /// <returns>Only when the program cannot be isolated or started; the reason is on standard error.</returns>
    public static int Run(ReadOnlySpan<string> arguments)
    {
        var end = arguments.IndexOf(End);
        var (isStrict, folder, hidden) = (arguments[0] == Strict, arguments[1], arguments[2..end].ToArray());
        var command = arguments[(end + 1)..].ToArray();
        try
        {
            // What the terminal sends is for the server.
            _ = Libc.NewSession();
            if (Libc.ProcessControl(NoNewPrivileges, 1, 0, 0, 0) != 0)
                throw IsolationException.OfLastError("the kernel refuses to give up privileges");
            Try(isStrict, CloseInherited);
            Try(isStrict, () => CloseFiles(folder, hidden));
            Try(isStrict, Capabilities.GiveUp);
            Try(isStrict, SystemCallFilter.Enforce);
            _ = Libc.Execute(command[0], [.. command.Select(Marshal.StringToCoTaskMemUTF8), 0]);
            throw IsolationException.OfLastError($"{command[0]} cannot be started");
        }
        catch (Exception e) when (IsLack(e))
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode;
        }
    }

    /// <summary>The runtime's own host: the server itself may run under it, under an app host, or inside a test.</summary>
    public static string DotnetHost()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(host) ? host : name;
    }

    private static void Try(bool isStrict, Action enforce)
    {
        try
        {
            enforce();
        }
        catch (Exception e) when (!isStrict && IsLack(e))
        {
            Console.Error.WriteLine(e.Message);
        }
    }

    private static bool IsLack(Exception e) => e is IsolationException or IOException or UnauthorizedAccessException;

    /// <summary>A fence does not hold for what is open already, such as what a shell left open for the server.</summary>
    private static void CloseInherited()
    {
        if (Libc.SystemCall(SystemCalls.CloseRange, Libc.FirstOther, Libc.LastFile, SystemCalls.OnExecute, 0) != 0)
            throw IsolationException.OfLastError("what is open cannot be closed");
    }

    private static void CloseFiles(string folder, string[] hidden)
    {
        using var fence = new Landlock();
        foreach (var path in SystemFolders.Readable(hidden))
            fence.AllowReading(path);

        // Of this very process, which stays it: .NET looks at its own memory. Not of others: a command line may hold a key.
        fence.AllowReading("/proc/self");
        fence.AllowWriting("/dev/null");
        fence.AllowWork(folder);
        fence.Enforce();
    }
}
