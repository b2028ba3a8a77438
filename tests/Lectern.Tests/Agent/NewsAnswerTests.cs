using System.Globalization;
using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Agent.Models.Extractive;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Lectern.Tests.Agent;

/// <summary>What is new or changed in the library is answered from the catalog, by when files were added or changed.</summary>
public sealed class NewsAnswerTests
{
    /// <summary>A Thursday.</summary>
    private static readonly DateOnly Today = new(2026, 11, 26);

    [Theory]
    [InlineData("What is new since Monday?", "2026-11-23", null)]
    [InlineData("What's new since last Monday?", "2026-11-23", null)]
    [InlineData("what is new since thursday", "2026-11-19", null)]
    [InlineData("What is new?", "2026-11-19", null)]
    [InlineData("Is there anything new today?", "2026-11-26", null)]
    [InlineData("What has changed since yesterday?", "2026-11-25", null)]
    [InlineData("What changed yesterday?", "2026-11-25", "2026-11-25")]
    [InlineData("Which files were added this week?", "2026-11-23", null)]
    [InlineData("How many documents were added or changed last week?", "2026-11-16", "2026-11-22")]
    [InlineData("Which documents are new since 1 November?", "2026-11-01", null)]
    [InlineData("Which documents have been changed since 2026-10-31?", "2026-10-31", null)]
    [InlineData("What was uploaded in the last three days?", "2026-11-23", null)]
    [InlineData("What is new since December?", "2025-12-01", null)]
    [InlineData("What was added in October?", "2026-10-01", "2026-10-31")]
    [InlineData("What are the newest files?", "2026-11-19", null)]
    [InlineData("Was ist neu seit Montag?", "2026-11-23", null)]
    [InlineData("Was gibt es Neues?", "2026-11-19", null)]
    [InlineData("Was ist seit gestern neu?", "2026-11-25", null)]
    [InlineData("Was hat sich seit Montag geändert?", "2026-11-23", null)]
    [InlineData("Welche Dokumente kamen diese Woche dazu?", "2026-11-23", null)]
    [InlineData("Welche Dateien wurden in den letzten zwei Wochen geändert?", "2026-11-12", null)]
    [InlineData("Wie viele Dokumente sind seit dem 1. November hinzugekommen?", "2026-11-01", null)]
    [InlineData("Was wurde am Montag hochgeladen?", "2026-11-23", "2026-11-23")]
    [InlineData("Was wurde vor 3 Tagen geändert?", "2026-11-23", null)]
    public void The_time_is_read(string question, string first, string? last)
    {
        var span = CatalogQuestion.Of(question, Today)?.Span;
        Assert.Equal((first, last), (Iso(span?.First), Iso(span?.Last)));
    }

    [Fact]
    public async Task The_files_are_counted_and_named_the_latest_first()
    {
        await using var run = await StartAsync();
        await run.AskAsync("What is new since Monday?");
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.Equal(
            "2 documents were added or changed since 2026-11-23:\n\nAdded:\n\n- `valves.txt` (2026-11-24)\n\n"
            + "Changed:\n\n- `pumps.txt` (2026-11-25)",
            text.Content);
        Assert.Empty(text.Unproved);
        var call = Assert.Single(run.Events.OfType<ToolCallEvent>());
        Assert.Equal(("find_files", """{"since":"2026-11-23"}"""), (call.Name, call.Arguments.GetRawText()));
        var files = run.Result().GetProperty("files");
        Assert.Equal(["changed", "added"], files.EnumerateArray().Select(f => f.GetProperty("change").GetString()));
    }

    [Theory]
    [InlineData("Was ist neu seit Dienstag?", "2 Dokumente kamen seit dem 24.11.2026 dazu oder wurden geändert:")]
    [InlineData("What changed yesterday?", "1 document was added or changed on 2026-11-25:")]
    [InlineData("What was added last week?", "1 document was added or changed from 2026-11-16 to 2026-11-22:")]
    [InlineData("What is new today?", "No documents were added or changed since 2026-11-26.")]
    [InlineData("Was ist heute neu?", "Es kam seit dem 26.11.2026 kein Dokument dazu, und keines wurde geändert.")]
    public async Task It_is_said_in_the_questions_language(string question, string begins)
    {
        await using var run = await StartAsync();
        await run.AskAsync(question);
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.StartsWith(begins, text.Content, StringComparison.Ordinal);
        Assert.Empty(text.Unproved);
    }

    [Fact]
    public async Task What_was_not_taken_in_yet_is_said()
    {
        await using var run = await StartAsync();
        run.Indexes = [new TurnIndex("idx-1", "cfg-1", "Manuals", FilesWaiting: 3)];
        await run.AskAsync("What is new today?");
        Assert.EndsWith(
            "The index is behind: 3 changed files are not taken in yet.", run.Events.OfType<TextEvent>().Last().Content,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("What is new today?", "The index is not complete: 20 of 50 files were read so far.")]
    [InlineData("Welche Dateien kamen heute dazu?", "Der Index ist noch nicht vollständig; bisher gelesene Dateien: 20 von 50.")]
    public async Task How_much_was_read_is_said_where_all_is_read_for_the_first_time(string question, string said)
    {
        await using var run = await StartAsync();
        run.Indexes = [new TurnIndex("idx-1", "cfg-1", "Manuals", FilesWaiting: 30, FilesTotal: 50)];
        await run.AskAsync(question);
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.EndsWith(said, text.Content, StringComparison.Ordinal);
        Assert.Empty(text.Unproved);
    }

    [Fact]
    public async Task More_than_are_listed_are_counted_too()
    {
        await using var run = await StartAsync();
        for (var i = 0; i < 60; i++)
        {
            run.Files.Add("idx-1", $"dfl-x{i}", $"x{i:00}.txt", "Nothing.");
            run.Files.Times[$"dfl-x{i}"] = (At(26), At(26));
        }

        await run.AskAsync("What is new today?");
        Assert.StartsWith(
            "60 documents were added or changed since 2026-11-26, the latest 50 of them:",
            run.Events.OfType<TextEvent>().Last().Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"since":"2026-11-23"}""", 2)]
    [InlineData("""{"since":"2026-11-24T10:00:00Z"}""", 1)]
    [InlineData("""{"until":"2026-11-24"}""", 1)]
    [InlineData("""{"since":"2026-11-24","until":"2026-11-24"}""", 1)]
    [InlineData("""{"since":"Monday"}""", null)]
    [InlineData("""{"since":"9999-12-31","until":"0001-01-01"}""", 0)]
    [InlineData("""{"since":"2026-02-30"}""", null)]
    [InlineData("""{"until":"2026"}""", null)]
    public async Task A_model_can_ask_for_them_and_knows_the_day(string arguments, int? count)
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Calls(("a", "find_files", arguments)), FakeReply.Text("Some."));
        run.Time = Time();
        AddTimes(run);
        await run.AskAsync("What is new?");
        Assert.Contains("Today is Thursday, 2026-11-26.", run.Server.Requests[0].Body, StringComparison.Ordinal);
        if (count is null)
            Assert.Contains("is no day or time", run.Result().GetProperty("error").GetString(), StringComparison.Ordinal);
        else
            Assert.Equal(count, run.Result().GetProperty("total").GetInt32());
    }

    private static string? Iso(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);

    private static async Task<AgentRun> StartAsync()
    {
        var run = await AgentRun.StartAsync();
        run.Time = Time();
        run.Model = new ExtractiveChatClient(DecidedModels.None, run.Time);
        run.Files.Add("idx-1", "dfl-3", "boats.txt", "Boats are old.");
        AddTimes(run);
        return run;
    }

    private static void AddTimes(AgentRun run)
    {
        run.Files.Times["dfl-1"] = (At(1), At(25));
        run.Files.Times["dfl-2"] = (At(24), At(24));
        run.Files.Times["dfl-3"] = (At(17), At(17));
    }

    private static DateTimeOffset At(int day) => new(2026, 11, day, 9, 0, 0, TimeSpan.Zero);

    private static FakeTimeProvider Time() => new(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));
}
