using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Isolation;
using Lectern.Tests.Fakes;
using Lectern.Tests.Processes;

namespace Lectern.Tests.Indexing.Isolation;

/// <summary>What a program can reach that was started as the parser is.</summary>
public sealed class IsolatedProgramTests : IDisposable
{
    private readonly string data = TestServer.NewFolder();
    private readonly string work;

    public IsolatedProgramTests() => work = Directory.CreateDirectory(Path.Combine(data, "tmp", "work-1")).FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task This_machine_shuts_in_what_reads_documents()
    {
        // Landlock is in every kernel from 5.13 on; where these tests run without it, they say so.
        Assert.SkipUnless(Landlock.Abi() > 0, "needs Landlock");
        Assert.Null((await TestIsolation.Shared.StateAsync(Cancellation)).Lack);
    }

    [Fact]
    public async Task It_reads_the_systems_files_and_works_in_its_own_folder()
    {
        NeedsIsolation();
        var (output, errors, code) = await ShellAsync(
            "ls /usr/bin >a && mkdir sub && echo written > sub/a && mv sub/a b && cat b && rm -r sub a b; echo $HOME $TMPDIR");
        Assert.Equal(("", 0), (errors, code));
        Assert.Equal($"written\n{work} {work}\n", output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(work));
    }

    [Fact]
    public async Task It_reads_no_other_file_however_it_is_named()
    {
        NeedsIsolation();
        var other = Directory.CreateDirectory(Path.Combine(data, "tmp", "work-2")).FullName;
        var outside = TestServer.NewFolder();
        string[] secrets = [Path.Combine(data, "lectern.db"), Path.Combine(other, "page.odt"), Path.Combine(outside, "file")];
        foreach (var secret in secrets)
            await File.WriteAllTextAsync(secret, "secret", Cancellation);
        var server = $"/proc/{Environment.ProcessId}";
        foreach (var secret in (string[])[.. secrets, "/etc/passwd", "/etc/hostname", $"{server}/cmdline", $"{server}/environ"])
        {
            Assert.Equal("", await ReachAsync($"cat '{secret}'"));
            Assert.Equal("", await ReachAsync($"cat '/proc/self/root{secret}'"));
            Assert.Equal("", await ReachAsync($"ln -sf '{secret}' link; cat link"));
            Assert.Equal("", await ReachAsync($"ln '{secret}' hard && cat hard"));
            Assert.Equal("", await ReachAsync($"cd '{Path.GetDirectoryName(secret)}' && cat '{Path.GetFileName(secret)}'"));
        }

        foreach (var folder in (string[])["/", "/tmp", "/home", "/root", "/proc", data, other, outside])
            Assert.Equal("", await ReachAsync($"ls -A '{folder}'"));
        Directory.Delete(outside, recursive: true);
    }

    [Fact]
    public async Task It_changes_no_other_file()
    {
        NeedsIsolation();
        var file = Path.Combine(data, "lectern.db");
        await File.WriteAllTextAsync(file, "kept", Cancellation);
        var before = await StatAsync(file);
        foreach (var attempt in (string[])[
            $"echo x > '{file}'", $"echo x >> '{file}'", $"rm '{file}'", $"mv '{file}' .", $"mv . '{data}/moved'",
            $"truncate -s 0 '{file}'", $"chmod 777 '{file}'", $"touch -d 2001-01-01 '{file}'", $"mkdir '{data}/new'",
            "echo x > /tmp/lectern-isolated", "mount -t tmpfs none .", "mknod null c 1 3", "cp /usr/bin/true own && ./own"])
        {
            var (_, _, code) = await ShellAsync(attempt);
            Assert.True(code != 0, attempt);
        }

        Assert.Equal("kept", await File.ReadAllTextAsync(file, Cancellation));
        Assert.Equal(before, await StatAsync(file));
        Assert.Equal(2, Directory.GetFileSystemEntries(data).Length);
        Assert.False(File.Exists("/tmp/lectern-isolated"));
    }

    [Fact]
    public async Task It_reaches_no_network_and_no_local_service()
    {
        NeedsIsolation();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Assert.Equal("", await ReachAsync($"exec 3<>/dev/tcp/127.0.0.1/{port} && echo connected"));
        Assert.Equal("", await ReachAsync($"exec 3<>/dev/udp/127.0.0.1/{port} && echo sent >&3 && echo sent"));
        Assert.Equal("", await ReachAsync("getent hosts localhost"));
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task It_has_no_rights_beyond_a_users_and_cannot_end_the_server()
    {
        NeedsIsolation();
        var (status, _, _) = await ShellAsync("cat /proc/$$/status");
        Assert.Contains("NoNewPrivs:\t1", status, StringComparison.Ordinal);
        Assert.Contains("Seccomp:\t2", status, StringComparison.Ordinal);
        Assert.Matches("CapEff:\t000000000000000[02]\n", status);

        // Signals are shut in from ABI 6 on (Linux 6.12).
        if (Landlock.Abi() >= 6)
            Assert.NotEqual(0, (await ShellAsync($"kill -0 {Environment.ProcessId}")).Code);
    }

    [Fact]
    public async Task What_is_hidden_stays_so_in_a_folder_that_may_be_read()
    {
        NeedsIsolation();
        const string hidden = "/usr/share/fonts";
        Assert.SkipUnless(Directory.Exists(hidden) && Directory.Exists("/usr/share/doc"), "needs /usr/share");
        Assert.DoesNotContain(SystemFolders.Readable([hidden]), p => $"{hidden}/".StartsWith($"{p}/", StringComparison.Ordinal));
        Assert.Equal("", await ReachAsync($"ls {hidden}", hidden));
        Assert.NotEqual("", await ReachAsync("ls /usr/share/doc", hidden));
        Assert.NotEqual("", await ReachAsync($"ls {hidden}"));
    }

    [Fact]
    public async Task The_program_itself_may_lie_in_what_is_hidden()
    {
        NeedsIsolation();
        var secret = Path.Combine(data, "secret");
        await File.WriteAllTextAsync(secret, "secret", Cancellation);
        var (output, errors, code) = await RunAsync(IsolatedProgram.Describe(
            isStrict: true, work, [data, Repository.Root], IsolatedProgram.DotnetHost(),
            typeof(IsolatedProgram).Assembly.Location, IsolationProbe.Argument, secret, "9"));
        Assert.Equal(("", "", 0), (output, errors, code));
    }

    [Fact]
    public async Task Where_it_cannot_be_shut_in_it_does_not_start()
    {
        NeedsIsolation();

        // Inside a fence the program's own folder cannot be listed, so a second fence cannot be made.
        var inner = IsolatedProgram.Describe(isStrict: true, work, [], "echo", "started");
        var (output, errors, code) = await RunAsync(
            IsolatedProgram.Describe(isStrict: true, work, [], inner.FileName, [.. inner.ArgumentList]));
        Assert.Equal(("", IsolatedProgram.ExitCode), (output, code));
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.NotEqual("", errors);
    }

    [Fact]
    public async Task Every_thread_of_the_parser_is_shut_in_and_none_of_the_servers_files_is_open_in_it()
    {
        NeedsIsolation();
        using var worker = ParseWorkerProcess.Start(
            TestIsolation.Shared, await TestIsolation.Shared.StateAsync(Cancellation), new ParseLimits(), _ => { });
        await WorkerFrames.WriteAsync(worker.Input, WorkerFrames.Name, "a.txt"u8.ToArray(), Cancellation);
        await WorkerFrames.WriteAsync(worker.Input, WorkerFrames.Content, "Quay"u8.ToArray(), Cancellation);
        while (await WorkerFrames.ReadAsync(worker.Output, 1_000_000, Cancellation) is { Kind: not WorkerFrames.Result })
        {
            // Signs of life.
        }

        var threads = Directory.GetDirectories($"/proc/{worker.Id}/task");
        Assert.True(threads.Length > 3, $"{threads.Length} threads");
        foreach (var thread in threads)
        {
            var status = await File.ReadAllTextAsync(Path.Combine(thread, "status"), Cancellation);
            Assert.Contains("NoNewPrivs:\t1", status, StringComparison.Ordinal);
            Assert.Contains("Seccomp:\t2", status, StringComparison.Ordinal);
        }

        string[] fine = ["/dev/", "/usr/", "/memfd:", AppContext.BaseDirectory];
        var open = Directory.GetFiles($"/proc/{worker.Id}/fd").Select(f => new FileInfo(f).LinkTarget ?? "");
        Assert.DoesNotContain(open.Where(f => f.StartsWith('/')), f => !fine.Any(p => f.StartsWith(p, StringComparison.Ordinal)));

        // What a shell leaves open for what it starts would pass any fence.
        var described = IsolatedProgram.Describe(isStrict: true, work, [data], "/bin/bash", "-c", "cat <&7");
        var command = string.Join(' ', described.ArgumentList.Prepend(described.FileName).Select(a => $"'{a}'"));
        var left = await Shell.RunAsync($"exec 7</etc/passwd; {command} || true", work);
        Assert.Equal("", left);
    }

    private static void NeedsIsolation() => Assert.SkipUnless(Landlock.Abi() > 0, "needs Landlock");

    /// <returns>What a command could read; nothing when it could not.</returns>
    private async Task<string> ReachAsync(string command, params string[] hidden) => (await ShellAsync(command, hidden)).Output;

    private Task<(string Output, string Errors, int Code)> ShellAsync(string command, params string[] hidden) => RunAsync(
        IsolatedProgram.Describe(isStrict: true, work, hidden.Length == 0 ? [data] : hidden, "/bin/bash", "-c", command));

    /// <summary>A file's mode, owner and time.</summary>
    private static Task<string> StatAsync(string path) =>
        Shell.RunAsync($"stat -c '%a %u %Y' '{path}'", Path.GetDirectoryName(path)!);

    private static async Task<(string Output, string Errors, int Code)> RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (output, await errors, process.ExitCode);
    }
}
