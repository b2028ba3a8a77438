using Lectern.Server.Agent.Citations;

namespace Lectern.Tests.Agent.Citations;

/// <summary>What nothing proves and what the passage says otherwise are told apart.</summary>
public sealed class ClaimVerdictTests
{
    private const string Prose = "The lease of the Arno runs for 24 months. The lease of the Brenta runs for 36 months.";

    private const string Table =
        "| Pump | Weight (kg) | Price |\n| --- | --- | --- |\n| Arno | 31 | 740 |\n| Brenta | 44 | 910 |";

    [Theory]
    [InlineData("The lease of the Arno runs for 24 months.", Prose, "proved: The lease of the Arno runs for 24 months.")]
    [InlineData("The lease of the Arno runs for 36 months.", Prose, "contradicted: The lease of the Arno runs for 24 months.")]
    [InlineData(
        "The lease of the Brenta runs for 48 months.", Prose,
        "contradicted: The lease of the Brenta runs for 36 months.")]
    [InlineData("The lease of the Cesano runs for 24 months.", Prose, "unproved")]
    [InlineData("The roof of the Arno is red.", Prose, "unproved")]
    [InlineData("The lease of the Arno may be ended by either side.", Prose, "unproved")]
    [InlineData("The price of the Brenta is 740.", Table, "contradicted: | Brenta | 44 | 910 |")]
    [InlineData("The price of the Brenta is 910.", Table, "proved: | Brenta | 44 | 910 |")]
    [InlineData(
        "The office opened on 4 May 2021.", "The office opened on 4 March 2021.",
        "contradicted: The office opened on 4 March 2021.")]
    public void A_claim_is_proved_contradicted_or_neither(string claim, string passage, string verdict) =>
        Assert.Equal(verdict, ClaimCheck.Judge(claim, passage) switch
        {
            ClaimVerdict.Proved p => $"proved: {passage[p.Start..p.End]}",
            ClaimVerdict.Contradicted c => $"contradicted: {passage[c.Start..c.End]}",
            _ => "unproved",
        });
}
