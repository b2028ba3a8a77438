using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Client;

/// <summary>
/// The compiler of the SDK on this machine, with the implicit usings of a console program and what the client's package brings.
/// </summary>
internal static class CSharpCompiler
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <returns>What it says is wrong; empty when nothing is.</returns>
    public static async Task<string> CompileAsync(string program)
    {
        var folder = Directory.CreateTempSubdirectory("lectern-csc-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), program);
            await File.WriteAllTextAsync(Path.Combine(folder, "Usings.cs"), ImplicitUsings);
            var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
            var hosting = Path.GetDirectoryName(typeof(ServiceCollection).Assembly.Location)!;
            var references = Directory.GetFiles(runtime, "System*.dll")
                .Concat(Directory.GetFiles(AppContext.BaseDirectory, "Lectern.C*.dll"))
                .Concat(Directory.GetFiles(AppContext.BaseDirectory, "Microsoft.Extensions.AI*.dll"))
                .Concat(Directory.GetFiles(hosting, "Microsoft.Extensions.*.dll"))
                .Where(file => !file.Contains("Native", StringComparison.Ordinal)).DistinctBy(Path.GetFileName);
            await File.WriteAllLinesAsync(
                Path.Combine(folder, "options.rsp"),
                references.Select(file => $"-r:\"{file}\"")
                    .Concat(["-nologo", "-nullable:enable", "-out:program.dll", "Program.cs", "Usings.cs"]));
            var root = Path.GetFullPath(Path.Combine(runtime, "../../.."));
            var compiler = Directory.GetFiles(Path.Combine(root, "sdk"), "csc.dll", SearchOption.AllDirectories)
                .Where(file => file.Contains("bincore", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Last();
            var start = new ProcessStartInfo(Path.Combine(root, "dotnet"), [compiler, "-noconfig", "@options.rsp"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start)!;
            var said = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return said.Trim();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
