using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using Lectern.Server.Indexing.Embedding.MiniLm;
using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Build;

/// <summary>
/// What <c>scripts/release</c> makes, looked at from inside. Slow: <c>./test</c> runs it by itself. It needs Linux, the built
/// page and the fetched model.
/// </summary>
[Trait("suite", "release")]
public sealed class ReleaseTests : IDisposable
{
    private static readonly string[] Models =
        [$"model/{MiniLmPackage.NpmFile}", $"model/{MiniLmPackage.NuGetFile}"];

    private readonly string folder = TestServer.NewFolder();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_image_runs_as_nobody_of_power_keeps_its_data_in_a_volume_and_says_how_it_is()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "scripts/release needs Linux");
        await using var registry = await StandInRegistry.StartAsync(Cancellation);
        await ReleaseAsync("image", ("LECTERN_BASE_IMAGE", registry.Image));
        var files = Tar(Assert.Single(Directory.GetFiles(folder, "lectern-image-*.tar.gz")));
        var manifest = JsonDocument.Parse(files["manifest.json"]).RootElement[0];
        Assert.Equal(
            [$"lectern:{ProgramHelp.Version}"], manifest.GetProperty("RepoTags").EnumerateArray().Select(t => t.GetString()));
        var image = JsonDocument.Parse(files[manifest.Text("Config")]).RootElement;
        var layers = manifest.GetProperty("Layers").EnumerateArray().Select(l => files[l.GetString()!]).ToList();
        Assert.Equal(
            image.GetProperty("rootfs").GetProperty("diff_ids").EnumerateArray().Select(d => d.GetString()),
            layers.Select(layer => StandInRegistry.Digest(Unzipped(layer))));

        var config = image.GetProperty("config");
        Assert.Equal("1654", config.Text("User"));
        Assert.True(config.GetProperty("Volumes").TryGetProperty("/data", out _));
        Assert.Equal(
            ["CMD", "dotnet", "/app/Lectern.Server.dll", "check", "--quick"],
            config.GetProperty("Healthcheck").GetProperty("Test").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal(
            ["dotnet", "/app/Lectern.Server.dll"], config.GetProperty("Entrypoint").EnumerateArray().Select(t => t.GetString()));
        var environment = config.GetProperty("Env").EnumerateArray().Select(e => e.GetString()).ToList();
        Assert.Contains("LECTERN_DATA=/data/lectern", environment);
        Assert.Contains("LECTERN_URLS=http://0.0.0.0:5080", environment);
        Assert.True(config.GetProperty("ExposedPorts").TryGetProperty("5080/tcp", out _));

        var program = Entries(Unzipped(layers[^2]));
        Assert.Contains("app/Lectern.Server.dll", program.Keys);
        Assert.Contains("app/page/index.html", program.Keys);
        Assert.Contains(program.Keys, name => Models.Any(model => name == "app/" + model));
        Assert.DoesNotContain(program.Keys, name => name.Contains("win-x64", StringComparison.Ordinal));

        // 350 MB are the limit of all; the base of Microsoft's that is named takes a part of it.
        Assert.InRange(program.Values.Sum(e => e.Length), 1, 230_000_000);
        var data = Assert.Single(Entries(Unzipped(layers[^1])));
        Assert.Equal(("data/", 1654, 1654), (data.Key, data.Value.Uid, data.Value.Gid));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, data.Value.Mode);
    }

    [Fact]
    public async Task The_tool_installs_and_has_the_page_and_the_model()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "scripts/release needs Linux");
        await ReleaseAsync("packages");
        await ReleaseAsync("sbom");
        Assert.Equal(
            ["Lectern", "Lectern.Client"],
            Directory.GetFiles(folder, "*.nupkg").Select(f => Path.GetFileName(f)[..^$".{ProgramHelp.Version}.nupkg".Length])
                .Order(StringComparer.Ordinal));
        using (var package = ZipFile.OpenRead(Path.Combine(folder, $"Lectern.{ProgramHelp.Version}.nupkg")))
        {
            var names = package.Entries.Select(e => e.FullName).ToList();
            Assert.Contains("tools/net10.0/any/page/index.html", names);
            Assert.Contains(names, name => Models.Any(model => name == "tools/net10.0/any/" + model));
        }

        using (var package = ZipFile.OpenRead(Path.Combine(folder, $"Lectern.Client.{ProgramHelp.Version}.nupkg")))
        {
            foreach (var file in (string[])["Client.dll", "Client.xml", "Contracts.dll", "Contracts.xml"])
                Assert.NotNull(package.GetEntry($"lib/net10.0/Lectern.{file}"));
            using var about = new StreamReader(package.GetEntry("Lectern.Client.nuspec")!.Open());
            Assert.DoesNotContain("Lectern.Contracts", await about.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
        }

        await RunAsync(
            "dotnet", ["tool", "install", "Lectern", "--tool-path", Path.Combine(folder, "tool"), "--source", folder,
                "--no-http-cache"]);
        Assert.Equal($"Lectern {ProgramHelp.Version}\n", await RunAsync(Path.Combine(folder, "tool", "lectern"), ["--version"]));
        var sums = await File.ReadAllLinesAsync(Path.Combine(folder, "SHA256SUMS"), Cancellation);
        Assert.Equal(3, sums.Length);
        var bill = await File.ReadAllTextAsync(Path.Combine(folder, $"lectern-{ProgramHelp.Version}.cdx.json"), Cancellation);
        Assert.Contains("pkg:nuget/ModelContextProtocol@", bill, StringComparison.Ordinal);

        // Packages of NuGet may have 250 MB.
        Assert.All(Directory.GetFiles(folder), file => Assert.InRange(new FileInfo(file).Length, 1, 250_000_000));
    }

    [Fact]
    public async Task An_archive_reads_documents_where_no_NET_is_installed()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.RuntimeIdentifier.EndsWith("x64", StringComparison.Ordinal),
            "the archive is for Linux x64");
        await ReleaseAsync("archives", ("LECTERN_SYSTEMS", "linux-x64"));
        await RunAsync("tar", ["-xzf", Assert.Single(Directory.GetFiles(folder, "lectern-*-linux-x64.tar.gz"))]);
        Directory.CreateDirectory(Path.Combine(folder, "docs"));
        await File.WriteAllTextAsync(Path.Combine(folder, "docs", "a.md"), "# The quay\n\nIt is made of granite.", Cancellation);
        var program = Path.Combine(folder, $"lectern-{ProgramHelp.Version}-linux-x64", "lectern");
        var loaded = await RunAsync(
            program, ["load", "docs"], ("PATH", "/nowhere"), ("DOTNET_ROOT", ""), ("LECTERN_EMBEDDINGS", "none"));
        Assert.EndsWith(" docs: 1 files ready, 0 failed\n", loaded, StringComparison.Ordinal);
    }

    private Task<string> ReleaseAsync(string part, params (string Name, string Value)[] environment) =>
        RunAsync(Path.Combine(Repository.Root, "scripts/release"), [folder, part], environment);

    /// <returns>What it printed.</returns>
    private async Task<string> RunAsync(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, output + await errors);
        return output;
    }

    private static Dictionary<string, byte[]> Tar(string file)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        using var tar = new TarReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            files[entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name] = content.ToArray();
        }

        return files;
    }

    private static Dictionary<string, TarEntry> Entries(byte[] layer)
    {
        var entries = new Dictionary<string, TarEntry>(StringComparer.Ordinal);
        using var tar = new TarReader(new MemoryStream(layer));
        while (tar.GetNextEntry(copyData: true) is { } entry)
            entries[entry.Name.TrimStart('/', '.')] = entry;
        return entries;
    }

    private static byte[] Unzipped(byte[] layer)
    {
        if (layer is not [0x1f, 0x8b, ..])
            return layer;
        using var content = new MemoryStream();
        using (var zip = new GZipStream(new MemoryStream(layer), CompressionMode.Decompress))
            zip.CopyTo(content);
        return content.ToArray();
    }
}
