using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Agent.Citations;
using Lectern.Server.Platform;
using Lectern.Tests.Hostile;

namespace Lectern.Tests.Agent.Citations;

/// <summary>What the documents of a session have said.</summary>
public sealed class KnownTextTests
{
    [Fact]
    public void A_word_is_common_from_the_passage_on_that_writes_it_in_small_letters()
    {
        var passages = new PassageNumbers();
        var known = Known(passages);
        Assert.False(known.IsCommon("mole"));
        Show(passages, 1, "The mole is red.");
        Assert.True(known.IsCommon("mole"));
        Assert.False(known.IsCommon("quay"));
        Show(passages, 2, "A quay, and the Dome.");
        Assert.True(known.IsCommon("mole") && known.IsCommon("quay"));
        Assert.False(known.IsCommon("Dome"));
    }

    [Fact]
    public void Every_passage_is_read_once_however_often_others_come()
    {
        Growth.IsLinear(150, n => n, n =>
        {
            var passages = new PassageNumbers();
            var known = Known(passages);
            for (var i = 0; i < n; i++)
            {
                Show(passages, i, string.Concat(Enumerable.Repeat("the mole is red and long ", 40)));
                known.IsCommon("quay");
            }

            return known;
        });
    }

    private static KnownText Known(PassageNumbers passages) =>
        new(new AgentTurn(Scope.OfLink("project"), "s-1", "?", [], [], [], [], AgentUsage.None), passages);

    private static void Show(PassageNumbers passages, int start, string content) => passages.Number(
        new FoundPassages(
            [new FoundPassage(null, "dfl-1", "a.md", "idx-1", "Harbour", null, null, start, start, null, 1, content)],
            false, null, null));
}
