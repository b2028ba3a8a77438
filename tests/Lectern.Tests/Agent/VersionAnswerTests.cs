using Lectern.Contracts;
using Lectern.Server.Agent.Models.Extractive;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Agent;

/// <summary>
/// Where documents disagree the answer says so and quotes them with their dates, the newer first; a model is told.
/// </summary>
public sealed class VersionAnswerTests
{
    private const string Question = "How long is the defects liability period?";

    [Fact]
    public async Task Both_are_quoted_with_their_dates_the_newer_first()
    {
        await using var run = await StartAsync();
        await run.AskAsync(Question);
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.StartsWith(
            "No language model is configured (LECTERN_MODEL), so this answer quotes the documents. They disagree; the newer one "
            + "comes first:\n\n> Clause 7 of the works agreement is amended: the defects liability period is 270 days. [",
            text.Content, StringComparison.Ordinal);
        Assert.Contains("— amendment.md, page 2, 2021-05-01\n\n> The defects liability period is 180 days. [", text.Content,
            StringComparison.Ordinal);
        Assert.Contains("— works-2019.md, page 1, 2019", text.Content, StringComparison.Ordinal);
        Assert.Equal(["amendment.md", "works-2019.md"], text.Citations.Take(2).Select(c => c.FileName));
        Assert.Empty(text.Unproved);
    }

    [Fact]
    public async Task The_passages_tell_their_documents_dates()
    {
        await using var run = await StartAsync();
        run.Files.Metadata["dfl-old"] = """{"effective_date": "2018-02-03"}""";
        await run.AskAsync(Question);
        var passages = run.Result().GetProperty("passages").EnumerateArray()
            .Select(p => (p.GetProperty("file_name").GetString(), p.TryGetProperty("date", out var d) ? d.GetString() : null,
                p.TryGetProperty("date_source", out var s) ? s.GetString() : null)).Distinct().ToList();
        Assert.Contains(("works-2019.md", "2018-02-03", "metadata"), passages);
        Assert.Contains(("amendment.md", "2021-05-01", "text"), passages);
        Assert.DoesNotContain(passages, p => p.Item1 == "pumps.txt" && p.Item2 is not null);
    }

    [Fact]
    public async Task It_is_said_in_the_questions_language()
    {
        await using var run = await AgentRun.StartAsync();
        run.Model = new ExtractiveChatClient(DecidedModels.None);
        run.Files.Add("idx-1", "dfl-old", "vertrag 2019-03-01.md", "Die Kündigungsfrist beträgt 30 Tage.");
        run.Files.Add(
            "idx-1", "dfl-new", "nachtrag.md", "Nachtrag zum Vertrag\n\nDie Kündigungsfrist wird auf 60 Tage verlängert.");
        run.Files.Metadata["dfl-new"] = """{"modified_at": "2022-01-01"}""";
        await run.AskAsync("Wie lang ist die Kündigungsfrist?");
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.Contains(
            "Sie widersprechen sich; das neuere steht zuerst:\n\n> Die Kündigungsfrist wird auf 60 Tage verlängert. [",
            text.Content, StringComparison.Ordinal);
        Assert.Contains("Datei vom 2022-01-01", text.Content, StringComparison.Ordinal);
        Assert.Contains("vertrag 2019-03-01.md, page 1, 2019-03-01", text.Content, StringComparison.Ordinal);
        Assert.Empty(text.Unproved);
    }

    [Theory]
    [InlineData(Question, true)]
    [InlineData("How long is the warranty of the X200?", false)]
    public async Task A_model_is_told(string question, bool isTold)
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Calls(("a", "retrieve", """{"query":"defects liability period warranty"}""")), FakeReply.Text("270 days."));
        Add(run);
        await run.AskAsync(question);
        Assert.Equal(isTold, run.Server.Requests[1].Body.Contains("(2021-05-01), [", StringComparison.Ordinal));
        Assert.DoesNotContain("say different figures", run.Server.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_of_a_file_and_its_matches_tell_the_date_too()
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Calls(
                ("a", "read_file", """{"file_id":"dfl-new"}"""),
                ("b", "grep_file", """{"file_id":"dfl-old","pattern":"days"}""")),
            FakeReply.Text("270 days."));
        Add(run);
        await run.AskAsync(Question);
        Assert.Equal("2021-05-01", run.Result(0).GetProperty("date").GetString());
        Assert.Equal(("2019", "file_name"), (
            run.Result(1).GetProperty("date").GetString(), run.Result(1).GetProperty("date_source").GetString()));
    }

    private static async Task<AgentRun> StartAsync()
    {
        var run = await AgentRun.StartAsync();
        run.Model = new ExtractiveChatClient(DecidedModels.None);
        Add(run);
        return run;
    }

    private static void Add(AgentRun run) => run.Files
        .Add("idx-1", "dfl-old", "works-2019.md", "The defects liability period is 180 days.\n\nWorks begin in May.")
        .Add("idx-1", "dfl-new", "amendment.md",
            "# Amendment of 1 May 2021\n\nClause 7 of the works agreement is amended: the defects liability period is 270 days.");
}
