using Lectern.Tests.Fakes;
using Lectern.Tests.Processes;

namespace Lectern.Tests.Build;

/// <summary>The day an advisory on a package is published: people can still build, and the check fails.</summary>
public sealed class AdvisoryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lectern-advisory-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_advisory_warns_in_a_build_and_fails_the_check()
    {
        await using var source = await AdvisorySource.StartAsync("dapper");
        WriteProject(source.Url);
        var build = await RunAsync("dotnet build --nologo");
        Assert.Contains("warning NU1903", build, StringComparison.Ordinal);
        Assert.EndsWith("ended 0", build, StringComparison.Ordinal);
        var check = await RunAsync($"'{Repository.Root}/scripts/audit' .");
        Assert.Contains("NU1903: Package 'Dapper'", check, StringComparison.Ordinal);
        Assert.EndsWith("ended 1", check, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_advisory_passes_the_check()
    {
        await using var source = await AdvisorySource.StartAsync("something.else");
        WriteProject(source.Url);
        Assert.EndsWith(
            "none is known\nended 0", await RunAsync($"'{Repository.Root}/scripts/audit' ."), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_without_advisories_skips_the_check_and_says_so()
    {
        await using var source = await AdvisorySource.StartAsync(null);
        WriteProject(source.Url);
        var check = await RunAsync($"'{Repository.Root}/scripts/audit' .");
        Assert.Contains("did not provide any vulnerability data", check, StringComparison.Ordinal);
        Assert.EndsWith("ended 77", check, StringComparison.Ordinal);
    }

    /// <summary>
    /// A project under this repository's own settings, with a package that the build of the tests has brought already.
    /// </summary>
    private void WriteProject(string source)
    {
        foreach (var name in (string[])["Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", "global.json"])
            File.Copy(Path.Combine(Repository.Root, name), Path.Combine(folder, name));
        File.WriteAllText(
            Path.Combine(folder, "Sample.csproj"),
            """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Dapper" /></ItemGroup></Project>""");
        File.WriteAllText(
            Path.Combine(folder, "nuget.config"),
            $"""
            <configuration><packageSources><clear />
              <add key="{source}" value="{source}" allowInsecureConnections="true" />
            </packageSources></configuration>
            """);
    }

    private async Task<string> RunAsync(string command) =>
        (await Shell.RunAsync($"{command} 2>&1; echo \"ended $?\"", folder, ("CI", ""))).TrimEnd();
}
