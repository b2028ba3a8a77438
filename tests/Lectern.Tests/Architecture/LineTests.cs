using Lectern.Tests.Fakes;

namespace Lectern.Tests.Architecture;

/// <summary>A line fits a screen: <c>max_line_length</c> of <c>.editorconfig</c>, which nothing else checks.</summary>
public sealed class LineTests
{
    private const int MaxCharacters = 130;

    [Fact]
    public void No_line_is_longer_than_a_screen()
    {
        string[] folders = ["src", "tests", "bench"];
        var tooLong = folders.SelectMany(f => OwnFiles.Of(f, ".cs", ".razor", ".js", ".mjs", ".css"))
            .Where(f => File.ReadLines(f).Any(l => l.Length > MaxCharacters))
            .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'));
        Assert.Empty(tooLong.Order(StringComparer.Ordinal));
    }
}
