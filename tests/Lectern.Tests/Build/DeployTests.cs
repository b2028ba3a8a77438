using System.Globalization;
using System.Text.RegularExpressions;
using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;
using Lectern.Tests.Processes;

namespace Lectern.Tests.Build;

/// <summary>What stands in <c>deploy</c> names what the program has.</summary>
public sealed class DeployTests
{
    [Fact]
    public void Every_setting_in_deploy_is_one()
    {
        var named = Files().SelectMany(file => Regex.Matches(File.ReadAllText(file), "LECTERN_[A-Z_]+"))
            .Select(m => m.Value).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, SettingNames.Switches.Values.Append("LECTERN_CACHE")));
    }

    [Fact]
    public void The_image_in_the_compose_file_is_this_version()
    {
        var compose = File.ReadAllText(Path.Combine(Repository.Root, "deploy/compose.yaml"));
        Assert.Contains($"image: lectern:{ProgramHelp.Version}\n", compose, StringComparison.Ordinal);
        Assert.Contains($"lectern-image-{ProgramHelp.Version}-x64.tar.gz", compose, StringComparison.Ordinal);
    }

    [Fact]
    public void The_compose_file_fits_the_image()
    {
        var compose = File.ReadAllText(Path.Combine(Repository.Root, "deploy/compose.yaml"));
        var project = File.ReadAllText(Path.Combine(Repository.Root, "src/Lectern.Server/Lectern.Server.csproj"));
        var port = Value(project, "ContainerPort Include=\"([0-9]+)\"");
        Assert.Equal(port, Value(compose, "ports: \\[\"127\\.0\\.0\\.1:[0-9]+:([0-9]+)\"\\]"));
        Assert.EndsWith(":" + port, Value(project, "LECTERN_URLS\" Value=\"([^\"]+)\""), StringComparison.Ordinal);

        // The root is read only: what the server writes lies in the volume.
        var volume = Value(compose, "volumes: \\[\"data:([^\"]+)\"\\]");
        foreach (var name in (string[])["LECTERN_DATA", "LECTERN_CACHE"])
            Assert.StartsWith(volume + "/", Value(project, $"{name}\" Value=\"([^\"]+)\""), StringComparison.Ordinal);
        var release = File.ReadAllText(Path.Combine(Repository.Root, "scripts/release"));
        var health = Value(compose, "test: \\[([^\\]]+)\\]").Replace(", ", ",", StringComparison.Ordinal);
        Assert.Contains($"\"Test\":[{health}]", release, StringComparison.Ordinal);
        Assert.Contains($"\"Volumes\":{{\"{volume}\":{{}}}}", release, StringComparison.Ordinal);
        Assert.True(Number(compose, "stop_grace_period: ([0-9]+)s") > ShutdownSeconds);
    }

    [Fact]
    public void Where_a_key_is_found_fits_the_image_and_its_log()
    {
        var project = File.ReadAllText(Path.Combine(Repository.Root, "src/Lectern.Server/Lectern.Server.csproj"));
        var compose = File.ReadAllText(Path.Combine(Repository.Root, "deploy/compose.yaml"));
        var docs = File.ReadAllText(Path.Combine(Repository.Root, "docs/operations.md"));

        // A log in JSON never has the key.
        Assert.Equal("json", Value(project, "LECTERN_LOGS\" Value=\"([^\"]+)\""));
        var program = Value(compose, "test: \\[\"CMD\", (\"dotnet\", \"[^\"]+\")")
            .Replace("\"", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        foreach (var text in (string[])[compose, docs])
        {
            Assert.DoesNotContain("compose logs", text, StringComparison.Ordinal);
            Assert.Contains($"docker compose exec lectern {program} keys create NAME", text, StringComparison.Ordinal);
        }

        Assert.Contains(
            $"docker compose cp lectern:{Value(project, "LECTERN_DATA\" Value=\"([^\"]+)\"")}/api-key", docs,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_unit_fits_the_archives_and_lets_turns_finish()
    {
        var unit = File.ReadAllText(Path.Combine(Repository.Root, "deploy/systemd/lectern.service"));
        var release = File.ReadAllText(Path.Combine(Repository.Root, "scripts/release"));
        Assert.Equal("lectern serve", Value(unit, "ExecStart=/opt/lectern/(.+)"));
        Assert.Contains("\"$work/$name/lectern$extension\"", release, StringComparison.Ordinal);
        Assert.StartsWith(
            $"/var/lib/{Value(unit, "StateDirectory=(.+)")}/", Value(unit, "LECTERN_DATA=(\\S+)"), StringComparison.Ordinal);
        Assert.Equal($"/var/cache/{Value(unit, "CacheDirectory=(.+)")}", Value(unit, "LECTERN_CACHE=(\\S+)"));
        Assert.True(Number(unit, "TimeoutStopSec=([0-9]+)") > ShutdownSeconds);
        var docs = File.ReadAllText(Path.Combine(Repository.Root, "docs/operations.md"));
        string[] paths = ["/opt/lectern", Value(unit, "EnvironmentFile=-(.+)"), Value(unit, "LECTERN_DATA=(\\S+)")];
        foreach (var path in paths)
            Assert.Contains(path, docs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Systemd_knows_every_line_of_the_unit_and_finds_it_shut_in()
    {
        const string analyze = "/usr/bin/systemd-analyze";
        Assert.SkipUnless(File.Exists(analyze), "systemd-analyze is not installed");
        var folder = TestServer.NewFolder();
        try
        {
            var unit = await File.ReadAllTextAsync(
                Path.Combine(Repository.Root, "deploy/systemd/lectern.service"), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(
                Path.Combine(folder, "lectern.service"),
                unit.Replace("/opt/lectern/lectern", "/bin/true", StringComparison.Ordinal),
                TestContext.Current.CancellationToken);
            var said = await Shell.RunAsync($"{analyze} verify --man=no ./lectern.service 2>&1 || echo failed", folder);
            Assert.DoesNotMatch("(?m)lectern\\.service|^failed", said);

            // From 0, which can do nothing, to 100.
            await Shell.RunAsync($"{analyze} security --offline=true --threshold=40 ./lectern.service", folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int ShutdownSeconds => (int)new CrowdLimits().ShutdownGrace.TotalSeconds;

    private static int Number(string text, string pattern) => int.Parse(Value(text, pattern), CultureInfo.InvariantCulture);

    private static string Value(string text, string pattern)
    {
        var found = Regex.Match(text, pattern);
        Assert.True(found.Success, pattern);
        return found.Groups[1].Value;
    }

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "deploy"), "*", SearchOption.AllDirectories);
}
