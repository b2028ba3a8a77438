using System.Text.RegularExpressions;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Architecture;

/// <summary>A type that another file names is found by its name: in a file that is called so.</summary>
public sealed partial class TypeFileTests
{
    [Fact]
    public void A_type_that_is_public_or_that_another_file_names_stands_in_a_file_of_its_name()
    {
        var files = OwnFiles.Of("src", ".cs", ".razor").ToDictionary(f => f, Code);
        var words = files.Concat(OwnFiles.Of("tests", ".cs").Concat(OwnFiles.Of("bench", ".cs")).ToDictionary(f => f, Code))
            .ToDictionary(f => f.Key, f => Word().Matches(f.Value).Select(m => m.Value).ToHashSet());
        var elsewhere = from file in files
                        from Match declared in Declaration().Matches(file.Value)
                        let name = declared.Groups["name"].Value
                        where Path.GetFileName(file.Key).Split('.')[0] != name
                        where declared.Value.StartsWith("public", StringComparison.Ordinal)
                            || words.Any(w => w.Key != file.Key && w.Value.Contains(name))
                        select name;
        Assert.Empty(elsewhere.Distinct().Order(StringComparer.Ordinal));
    }

    private static string Code(string file) => Comment().Replace(File.ReadAllText(file), "");

    [GeneratedRegex(
        @"^(public|internal)( (sealed|static|abstract|partial|readonly|ref|unsafe))* "
        + @"(class|record( struct)?|struct|interface|enum|delegate \S+) (?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex("//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
