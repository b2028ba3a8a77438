using Lectern.Server.Agent.Citations;
using Lectern.Server.Agent.Citations.Reading;
using Lectern.Tests.Hostile;

namespace Lectern.Tests.Agent.Citations;

/// <summary>A claim and a passage that repeat what rules look for do not hold up a check.</summary>
public sealed class ClaimGrowthTests
{
    public static TheoryData<string> Repeated =>
    [
        "larger than less ", "Arno Brenta ", "not no ", "12 kg, ", "in 1999 from 2000 to 2001 ", "the Arno weighs 3 kg and ",
        "| a | 3 | 4 |\n", "Name: Arno ",
    ];

    [Theory]
    [MemberData(nameof(Repeated))]
    public void It_is_judged_in_time_linear_in_the_claim(string part)
    {
        var passage = new PassageText(Repeat(part, 4_000));
        Growth.IsLinear(
            475, n => $"Zeta zeta {Repeat(part, n).Replace('\n', ' ').Replace('|', ' ')}", said => Judge(said, passage));
    }

    [Theory]
    [InlineData(
        "Pump 7 of steel has 13 bar of pressure.", "| Pump | Material | Pressure |\n|---|---|---|\n",
        "| Pump {0} | steel | 12 bar |\n")]
    [InlineData("Pump of steel is a part.", "| Pump | Material |\n|---|---|\n", "| Pump {0} | steel part |\n")]
    [InlineData("King Ferran of Orsay is dead.", "", "The Ferran of Orsay number {0} is dead. ")]
    [InlineData("The Brenta weighs 3 kg.", "", "The boat weighs 3 kg. ")]
    [InlineData("The Arno weighs 3 kg, the Brenta 4 kg, the Calima 5 kg and the Duero 6 kg.", "", "The Arno {0} weighs 3 kg. ")]
    public void It_is_judged_in_time_linear_in_the_passage(string said, string head, string line) => Growth.IsLinear(
        250, n => new PassageText(
            head + string.Concat(Enumerable.Range(100, n).Select(i => line.Replace("{0}", $"{i}", StringComparison.Ordinal)))),
        passage => Judge(said, passage));

    private static string Repeat(string part, int length) => string.Concat(Enumerable.Repeat(part, length / part.Length));

    private static ClaimVerdict Judge(string said, PassageText passage) =>
        ClaimProof.Judge(Claim.Before(said, 0)!, passage, _ => true);
}
