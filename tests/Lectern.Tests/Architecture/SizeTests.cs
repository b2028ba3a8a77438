using Lectern.Client;
using Lectern.Contracts;
using Lectern.Server;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Architecture;

/// <summary>A method is read at one look, and a file does one thing.</summary>
public sealed class SizeTests
{
    private const int MostLinesOfMethods = 40;
    private const int MostLinesOfPageMethods = 50;
    private const int MedianLinesOfFiles = 60;
    private const int MostLinesOfPageFiles = 200;

    [Theory]
    [InlineData(typeof(LecternApp))]
    [InlineData(typeof(LecternClient))]
    [InlineData(typeof(ChatSessionSummary))]
    public void Of_a_hundred_methods_of_an_assembly_at_most_one_is_longer_than_forty_lines(Type ofAssembly) =>
        AssertShort(MethodLengths.Of(ofAssembly.Assembly), MostLinesOfMethods);

    [Fact]
    public void Of_a_hundred_methods_of_the_page_at_most_one_is_longer_than_fifty_lines()
    {
        // The page is built without symbols. Its methods stand in their types as the formatting has it.
        var methods = OwnFiles.Of("src/Lectern.Web", ".cs").SelectMany(SourceMethods).ToList();
        AssertShort(methods, MostLinesOfPageMethods);
    }

    [Fact]
    public void Half_of_the_files_have_at_most_sixty_lines()
    {
        var lines = OwnFiles.Of("src", ".cs").Select(f => File.ReadLines(f).Count()).Order().ToList();
        Assert.InRange(lines[lines.Count / 2], 1, MedianLinesOfFiles);
    }

    [Fact]
    public void No_program_file_of_the_page_has_more_than_two_hundred_lines()
    {
        // What stands in wwwroot is built of the files in Scripts, or is a style.
        var tooLong = OwnFiles.Of("src/Lectern.Web", ".cs", ".razor", ".js")
            .Where(f => !Path.GetRelativePath(Repository.Root, f).Contains("wwwroot", StringComparison.Ordinal))
            .Where(f => File.ReadLines(f).Count() > MostLinesOfPageFiles).Select(Path.GetFileName);
        Assert.Empty(tooLong);
    }

    private static IEnumerable<(string File, int Line, int Lines)> SourceMethods(string file)
    {
        var begun = 0;
        foreach (var (line, number) in File.ReadLines(file).Select((l, i) => (l, i + 1)))
        {
            if (line == "    {")
                begun = number;
            else if (line is "    }" or "    };")
                yield return (file, begun, number - begun - 1);
        }
    }

    private static void AssertShort(IReadOnlyList<(string File, int Line, int Lines)> methods, int most)
    {
        var byLength = methods.OrderBy(m => m.Lines).ToList();
        var at99 = byLength[(byLength.Count * 99) / 100];
        TestContext.Current.TestOutputHelper?.WriteLine($"{byLength.Count} methods, p99 {at99.Lines} lines");
        Assert.True(byLength.Count > 100, $"{byLength.Count} methods");
        Assert.True(
            at99.Lines <= most,
            string.Join('\n', byLength.TakeLast((byLength.Count / 100) + 3).Select(m => $"{m.Lines} lines: {m.File}:{m.Line}")));
    }
}
