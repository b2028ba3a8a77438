using System.Text.RegularExpressions;
using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;

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
    }

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "deploy"), "*", SearchOption.AllDirectories);
}
