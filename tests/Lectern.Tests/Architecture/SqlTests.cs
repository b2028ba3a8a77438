using System.Text.RegularExpressions;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Architecture;

/// <summary>A statement, and a part of one, stands in the store: text leaves no trace in the compiled types.</summary>
public sealed partial class SqlTests
{
    [Fact]
    public void Statements_stand_under_Storage_alone()
    {
        var storage = Path.Combine(Repository.Root, "src", "Lectern.Server", "Storage") + Path.DirectorySeparatorChar;
        var naming = OwnFiles.Of("src", ".cs", ".razor")
            .Where(f => Statement().IsMatch(Comment().Replace(File.ReadAllText(f), "")))
            .ToLookup(f => f.StartsWith(storage, StringComparison.Ordinal), f => Path.GetRelativePath(Repository.Root, f));
        Assert.NotEmpty(naming[true]);
        Assert.Empty(naming[false]);
    }

    [GeneratedRegex(@"\b(SELECT\s+\S+|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET|CREATE\s+TABLE)\b")]
    private static partial Regex Statement();

    [GeneratedRegex("//[^\n]*")]
    private static partial Regex Comment();
}
