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
        AssertShort(ofAssembly.Assembly.Location, MostLinesOfMethods);

    [Fact]
    public void Of_a_hundred_methods_of_the_page_at_most_one_is_longer_than_fifty_lines()
    {
        // Built for the browser, by scripts/build-page.
        var page = Path.Combine(Repository.Root, "src", "Lectern.Web", "obj", "Release", "net10.0", "Lectern.Web.dll");
        Assert.SkipUnless(File.Exists(page), "The page is not built.");
        AssertShort(page, MostLinesOfPageMethods);
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

    private static void AssertShort(string assembly, int most)
    {
        var methods = MethodLengths.Of(assembly).OrderBy(m => m.Lines).ToList();
        var at99 = methods[(methods.Count * 99) / 100];
        TestContext.Current.TestOutputHelper?.WriteLine($"{methods.Count} methods, p99 {at99.Lines} lines");
        Assert.True(methods.Count > 100, $"{methods.Count} methods");
        Assert.True(
            at99.Lines <= most,
            string.Join('\n', methods.TakeLast((methods.Count / 100) + 3).Select(m => $"{m.Lines} lines: {m.File}:{m.Line}")));
    }
}
