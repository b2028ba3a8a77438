using System.Text.RegularExpressions;
using Lectern.Tests.Fakes;
using Lectern.Tests.Processes;

namespace Lectern.Tests;

/// <summary>What README.md shows works as it stands there.</summary>
public sealed class ReadmeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_TypeScript_example_answers()
    {
        var root = Root();
        var sdk = Path.Combine(root, "tests", "sdk");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(sdk, "node_modules")), "the SDK is not installed (./test does it, with npm)");
        var code = Block(root, "ts");
        var folder = Directory.CreateTempSubdirectory("lectern-readme-").FullName;
        var data = TestServer.NewFolder();
        await File.WriteAllTextAsync(
            Path.Combine(
                folder,
                "guide.md"), "# Opening hours\n\nThe observatory opens its dome every Thursday.\n", Cancellation);
        Directory.CreateSymbolicLink(Path.Combine(folder, "node_modules"), Path.Combine(sdk, "node_modules"));
        await using (var server = await ServerProcess.Start(data).ReadyAsync())
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, "example.mjs"),
                code.Replace(
                    "http://127.0.0.1:5080", server.Http.BaseAddress!.ToString().TrimEnd('/'),
                    StringComparison.Ordinal), Cancellation);
            Assert.Contains(
                "every Thursday", await Shell.RunAsync("node example.mjs", folder, ("LECTERN_API_KEY", ServerProcess.Key)),
                StringComparison.Ordinal);
        }

        Directory.Delete(folder, recursive: true);
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task The_curl_example_answers()
    {
        var code = Blocks(Root(), "sh").Single(b => b.StartsWith("curl", StringComparison.Ordinal));
        var folder = Directory.CreateTempSubdirectory("lectern-readme-").FullName;
        await using (var server = await TestServer.StartAsync())
        {
            var index = await server.IndexAsync(("guide.md", "The observatory opens its dome every Thursday."u8.ToArray()));
            var session = await server.SessionAsync(index.Text("id"));
            Directory.CreateDirectory(Path.Combine(folder, ".lectern"));
            await File.WriteAllTextAsync(Path.Combine(folder, ".lectern", "api-key"), TestServer.Key, Cancellation);
            var command = code.Replace(
                "http://127.0.0.1:5080", server.Http.BaseAddress!.ToString().TrimEnd('/'), StringComparison.Ordinal);
            Assert.Contains(
                "every Thursday", await Shell.RunAsync(command, folder, ("SESSION", session)), StringComparison.Ordinal);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static string Block(string root, string language) => Blocks(root, language).Single();

    private static IReadOnlyList<string> Blocks(string root, string language) =>
        [.. Regex.Matches(File.ReadAllText(Path.Combine(root, "README.md")), $"```{language}\n(.*?)```", RegexOptions.Singleline)
            .Select(m => m.Groups[1].Value)];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Lectern.slnx")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
