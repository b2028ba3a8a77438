using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;
using Lectern.Tests.Processes;

namespace Lectern.Tests.Build;

/// <summary>
/// <c>./run</c> and <c>scripts/build-page</c> in a copy of the sources, beside programs that only note their calls.
/// </summary>
public sealed class RunScriptTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lectern-run-").FullName;

    public RunScriptTests()
    {
        string[] files =
        [
            "run", "scripts/build-page", "Directory.Build.props", "global.json", "src/Lectern.Server/help.txt",
            "src/Lectern.Web/npm/package-lock.json",
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src/Lectern.Web/Scripts"))
                .Select(file => Path.GetRelativePath(Repository.Root, file)),
        ];
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.Copy(Path.Combine(Repository.Root, file), Path.Combine(folder, file));
        }

        Directory.CreateDirectory(Path.Combine(folder, "src/Lectern.Client"));
        Directory.CreateDirectory(Path.Combine(folder, "src/Lectern.Contracts"));
        Directory.CreateDirectory(Path.Combine(folder, "src/Lectern.Web/wwwroot"));
        Directory.CreateDirectory(Path.Combine(folder, "bin"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Help_and_version_are_said_before_anything_is_built()
    {
        await WithProgramsAsync("cat", "sed", "dirname");
        Assert.Equal(ProgramHelp.Asked(["-h"]), (await RunAsync("./run --help")).TrimEnd());
        Assert.Equal(ProgramHelp.Asked(["-h"]), (await RunAsync("./run . --model x -h")).TrimEnd());
        Assert.Equal($"Lectern {ProgramHelp.Version}\n", await RunAsync("./run --version"));
    }

    [Fact]
    public async Task A_command_is_handed_on_and_prints_nothing_of_the_build()
    {
        await WithProgramsAsync("find", "cat", "sed", "dirname", "mktemp", "touch", "rm", "grep", "mkdir");
        Program("dotnet", "case $1 in --list-sdks) echo 10.0.100;; build) ;; *) shift; printf '<%s>' \"$@\";; esac");
        Directory.CreateDirectory(Path.Combine(folder, "src/Lectern.Server/bin/Release/net10.0"));
        Assert.Equal("<keys><create><of a script>", await RunAsync("./run keys create 'of a script'"));
        Assert.Equal("<ask><When?><--help>", await RunAsync("LECTERN_EMBEDDINGS=none ./run ask When? --help"));
    }

    [Fact]
    public async Task Npm_that_appears_later_is_used_at_the_next_start()
    {
        await WithProgramsAsync("find", "cp", "rm", "mkdir", "mktemp", "touch", "cat", "cmp", "dirname");
        Program(
            "dotnet",
            "echo built >>$ROOT/calls; mkdir -p $6/wwwroot; cp -R $2/wwwroot/lib $6/wwwroot/ || true; touch "
            + "$6/wwwroot/index.html");
        await BuildPageAsync();
        await BuildPageAsync();
        Assert.Equal(["built"], Calls());
        Assert.False(File.Exists(Path.Combine(folder, "server/page/lib/katex.js")));

        Program(
            "npm",
            "echo npm >>$ROOT/calls; mkdir -p node_modules/katex/dist node_modules/@highlightjs/cdn-assets; "
            + "echo k >node_modules/katex/dist/katex.min.js; echo h >node_modules/@highlightjs/cdn-assets/highlight.min.js");
        await BuildPageAsync();
        await BuildPageAsync();
        Assert.Equal(["built", "npm", "built"], Calls());
        Assert.True(File.Exists(Path.Combine(folder, "server/page/lib/katex.js")));

        // Of another version than the one that is pinned now: fetched again, and without npm not used.
        await File.AppendAllTextAsync(
            Path.Combine(folder, "src/Lectern.Web/npm/package-lock.json"), "\n", TestContext.Current.CancellationToken);
        Program("npm", "exit 1");
        await BuildPageAsync();
        Assert.False(File.Exists(Path.Combine(folder, "server/page/lib/katex.js")));
    }

    private Task<string> BuildPageAsync() => RunAsync("mkdir -p server; scripts/build-page server");

    private string[] Calls() => File.ReadAllLines(Path.Combine(folder, "calls"));

    /// <summary>Nothing but these is found, npm and dotnet least of all.</summary>
    private async Task WithProgramsAsync(params string[] names)
    {
        foreach (var name in names.Append("bash").Append("env"))
        {
            var path = (await Shell.RunAsync($"command -v {name}", folder)).Trim();
            File.CreateSymbolicLink(Path.Combine(folder, "bin", name), path);
        }
    }

    private void Program(string name, string script)
    {
        var path = Path.Combine(folder, "bin", name);
        File.WriteAllText(path, $"#!{folder}/bin/bash\nset -e\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Task<string> RunAsync(string command) =>
        Shell.RunAsync(command, folder, ("PATH", Path.Combine(folder, "bin")), ("ROOT", folder));
}
