using System.Diagnostics;
using Lectern.Server.Agent.Citations;
using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Tests.Agent.Citations;

/// <summary>A claim and a passage that repeat what rules look for do not hold up a check.</summary>
public sealed class ClaimGrowthTests
{
    [Theory]
    [InlineData("larger than less ")]
    [InlineData("Arno Brenta ")]
    [InlineData("not no ")]
    [InlineData("12 kg, ")]
    [InlineData("in 1999 from 2000 to 2001 ")]
    [InlineData("the Arno weighs 3 kg and ")]
    [InlineData("| a | 3 | 4 |\n")]
    [InlineData("Name: Arno ")]
    public void It_is_judged_in_bounded_time(string part)
    {
        var passage = new PassageText(string.Concat(Enumerable.Repeat(part, 4_000 / part.Length)));
        foreach (var length in (int[])[300, 900, 1_900])
        {
            var said = "Zeta zeta " + string.Concat(
                Enumerable.Repeat(part, length / part.Length)).Replace('\n', ' ').Replace('|', ' ');
            var watch = Stopwatch.StartNew();
            ClaimProof.Judge(Claim.Before(said, 0)!, passage, _ => true);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{length}: {watch.Elapsed.TotalSeconds:0.0} s");
        }
    }
}
