using Lectern.Contracts;
using Lectern.Web.Chat;

namespace Lectern.Tests.Web;

public sealed class VersionTreeTests
{
    /// <summary>The second question of a was asked otherwise twice; in c the third, and in that one the first.</summary>
    private static readonly VersionTree Tree = new(
    [
        new("a", null, null), new("b", "a", 2), new("c", "a", 2), new("d", "c", 3), new("e", "a", 1), new("f", "d", 4),
    ]);

    [Theory]
    [InlineData("a", 1, "a e", 0)]
    [InlineData("e", 1, "a e", 1)]
    [InlineData("f", 1, "a e", 0)]
    [InlineData("a", 2, "a b c", 0)]
    [InlineData("b", 2, "a b c", 1)]
    [InlineData("c", 2, "a b c", 2)]
    [InlineData("d", 2, "a b c", 2)]
    [InlineData("f", 2, "a b c", 2)]
    [InlineData("c", 3, "c d", 0)]
    [InlineData("f", 3, "c d", 1)]
    [InlineData("d", 4, "d f", 0)]
    [InlineData("f", 4, "d f", 1)]
    [InlineData("b", 3, "b", 0)]
    [InlineData("e", 2, "e", 0)]
    public void Versions_stand_where_a_question_was_asked_otherwise(string session, int message, string ids, int at)
    {
        var (versions, index) = Tree.Of(session, message);
        Assert.Equal((ids, at), (string.Join(' ', versions), index));
    }

    [Fact]
    public void Those_of_a_deleted_one_hold_together()
    {
        var tree = new VersionTree([new("b", "gone", 2), new("c", "gone", 2)]);
        Assert.Equal(["b", "c"], tree.Of("c", 2).SessionIds);
        Assert.Equal(1, tree.Of("c", 2).At);
        Assert.Empty(tree.Of("c", 1).SessionIds);
        Assert.Empty(VersionTree.None.Of("x", 1).SessionIds);
    }
}
