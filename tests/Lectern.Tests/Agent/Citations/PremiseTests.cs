using Lectern.Contracts;
using Lectern.Server.Agent.Citations;
using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Agent.Models.Extractive;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Agent.Citations;

/// <summary>A figure that a question takes for granted, and the documents do not say.</summary>
public sealed class PremiseTests
{
    private const string Lease = "The lease of the Arno runs for 24 months. It covers the motor.";

    private const string Table = "| Pump | Price in euros |\n| --- | --- |\n| Arno | 740 |\n| Brenta | 910 |";

    [Theory]
    [InlineData("Why does the lease run for 36 months?", Lease, "The lease of the Arno runs for 24 months.")]
    [InlineData("I was told 36 months. Is the lease 36 months long?", Lease, "The lease of the Arno runs for 24 months.")]
    [InlineData("Why does the lease of the Arno run for 24 months?", Lease, null)]
    [InlineData("Why does the lease of the Brenta run for 36 months?", Lease, null)]
    [InlineData("Why does the lease run so long?", Lease, null)]
    [InlineData("What happened to the lease in 1999?", Lease, null)]
    [InlineData("Why does the Brenta cost 740 euros?", Table, "| Brenta | 910 |")]
    [InlineData("Why does the Brenta cost 910 euros?", Table, null)]
    [InlineData(
        "Why does the Brenta cost 740 euros?",
        "The Arno costs 740 euros. The Brenta costs 910 euros.", "The Brenta costs 910 euros.")]
    [InlineData("Warum gilt die Garantie 36 Monate?", "Die Garantie gilt 24 Monate.", "Die Garantie gilt 24 Monate.")]
    public void What_the_documents_say_instead_is_found(string question, string passage, string? otherwise) => Assert.Equal(
        otherwise,
        Premise.Of(question).Select(p => p.Otherwise([new PassageText(passage)])).FirstOrDefault(o => o is not null) is { } found
            ? passage[found.Statement.Start..found.Statement.End]
            : null);

    [Fact]
    public async Task Without_a_model_the_answer_begins_with_it()
    {
        await using var run = await AgentRun.StartAsync();
        run.Model = AgentRun.Make(run.Options("http://none") with { Model = "extractive" });
        await run.AskAsync("Why does the warranty of the X200 pump last 36 months?");
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.StartsWith(
            $"{ExtractiveChatClient.OtherwiseIntroduction}\n\n> The warranty of the X200 pump is 24 months. [", text.Content,
            StringComparison.Ordinal);
        Assert.Single(text.Citations, c => c.Quote == "The warranty of the X200 pump is 24 months.");
        Assert.Empty(text.Unproved);
    }

    [Theory]
    [InlineData("Why does the warranty of the X200 pump last 36 months?", true)]
    [InlineData("Why does the warranty of the X200 pump last 24 months?", false)]
    public async Task A_model_is_told(string question, bool isTold)
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Calls(("a", "retrieve", """{"query":"warranty X200"}""")), FakeReply.Text("24 months."));
        await run.AskAsync(question);
        Assert.Equal(isTold, run.Server.Requests[1].Body.Contains("passage [1] says another one", StringComparison.Ordinal));
        Assert.DoesNotContain("says another one", run.Server.Requests[0].Body, StringComparison.Ordinal);
    }
}
