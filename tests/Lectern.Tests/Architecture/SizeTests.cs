using Lectern.Client;
using Lectern.Contracts;
using Lectern.Server;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Architecture;

/// <summary>A method is read at one look, and a file does one thing.</summary>
public sealed class SizeTests
{
    private const int MostLinesOfMethods = 40;
    private const int MedianLinesOfFiles = 60;
    private const int MostLinesOfPageFiles = 200;

    [Fact]
    public void Of_a_hundred_methods_at_most_one_is_longer_than_forty_lines()
    {
        Type[] ofEach = [typeof(LecternApp), typeof(LecternClient), typeof(ChatSessionSummary)];
        var methods = ofEach.SelectMany(t => MethodLengths.Of(t.Assembly))
            .OrderBy(m => m.Lines).ToList();
        Assert.True(methods.Count > 1000, $"{methods.Count} methods");
        TestContext.Current.SendDiagnosticMessage($"{methods.Count} methods, p99 {At99(methods).Lines} lines");
        Assert.True(
            At99(methods).Lines <= MostLinesOfMethods,
            string.Join('\n', methods.TakeLast(methods.Count / 100).Select(m => $"{m.Lines} lines: {m.File}:{m.Line}")));
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

    private static (string File, int Line, int Lines) At99(List<(string File, int Line, int Lines)> methods) =>
        methods[(methods.Count * 99) / 100];
}
