using System.Diagnostics;

namespace Lectern.Tests.Processes;

/// <summary>Runs a command line as a person would.</summary>
internal static class Shell
{
    /// <returns>What it printed on standard output.</returns>
    public static async Task<string> RunAsync(string command, string folder, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("bash")
        {
            ArgumentList = { "-c", command },
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return output;
    }
}
