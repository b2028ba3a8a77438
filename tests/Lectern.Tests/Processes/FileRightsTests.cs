using System.Runtime.Versioning;
using Lectern.Server.Platform;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Processes;

/// <summary>What others on the machine can read of a server's folder, and what its start shows.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FileRightsTests : IDisposable
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly string data = TestServer.NewFolder();

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task A_folder_that_others_can_enter_is_taken_from_them_with_a_word_and_nothing_new_is_theirs()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other rights");
        await using (var server = await ServerProcess.Start(data).ReadyAsync())
            await server.IndexOneFileAsync();

        // As a folder of an earlier version was.
        await Shell.RunAsync($"chmod -R a+rX '{data}'", "/");
        Assert.NotEmpty(Open());
        await using (var server = await ServerProcess.Start(data).ReadyAsync())
        {
            Assert.Contains($"could enter the data folder {data}", server.Errors, StringComparison.Ordinal);
            Assert.Contains("(mode 0755)", server.Errors, StringComparison.Ordinal);
            await server.SessionOverOneFileAsync();
            Assert.Empty(Open());
        }

        await using var again = await ServerProcess.Start(data).ReadyAsync();
        Assert.DoesNotContain("could enter", again.Errors, StringComparison.Ordinal);
        Assert.Empty(Open());
    }

    [Fact]
    public void A_database_that_others_can_read_is_taken_from_them_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other rights");
        File.WriteAllText(Path.Combine(data, "lectern.db"), "");
        File.SetUnixFileMode(
            Path.Combine(data, "lectern.db"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        using var folder = DataFolder.Open(data);
        Assert.NotNull(folder.Mended);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(data, "lectern.db")));
    }

    [Fact]
    public async Task A_key_is_shown_when_it_was_generated_and_not_again()
    {
        (string, string)[] generated = [("LECTERN_API_KEY", "")];
        string key;
        await using (var first = await ServerProcess.Start(data, generated).ReadyAsync())
        {
            key = File.ReadAllText(Path.Combine(data, "api-key")).Trim();
            Assert.Contains($"The key is     {key}", first.Output, StringComparison.Ordinal);
        }

        await using (var second = await ServerProcess.Start(data, generated).ReadyAsync())
        {
            Assert.DoesNotContain(key, second.Output + second.Errors, StringComparison.Ordinal);
            Assert.Contains($"The key is     in {Path.Combine(data, "api-key")}", second.Output, StringComparison.Ordinal);
        }

        await using var chosen = await ServerProcess.Start(data).ReadyAsync();
        Assert.DoesNotContain(ServerProcess.Key, chosen.Output + chosen.Errors, StringComparison.Ordinal);
        Assert.Contains("The key is     in LECTERN_API_KEY", chosen.Output, StringComparison.Ordinal);
    }

    /// <summary>What somebody else may do something with.</summary>
    private IReadOnlyList<string> Open() =>
        [.. Directory.EnumerateFileSystemEntries(data, "*", SearchOption.AllDirectories).Append(data)
            .Where(path => (File.GetUnixFileMode(path) & Others) != 0)];
}
