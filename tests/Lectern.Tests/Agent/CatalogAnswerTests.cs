using System.Globalization;
using Lectern.Contracts;
using Lectern.Server.Agent.Models.Extractive;
using Lectern.Server.Indexing.Embedding;

namespace Lectern.Tests.Agent;

/// <summary>Questions about the library are answered from the catalog, with counts and names.</summary>
public sealed class CatalogAnswerTests
{
    [Theory]
    [InlineData("How many documents are there?")]
    [InlineData("which files do you have")]
    [InlineData("List all the documents.")]
    [InlineData("Wie viele Dokumente gibt es?", "Es gibt 2 Dokumente:")]
    [InlineData("Welche Dateien hast du?", "Es gibt 2 Dokumente:")]
    public async Task The_documents_are_counted_and_named(string question, string said = "There are 2 documents:")
    {
        await using var run = await StartAsync();
        await run.AskAsync(question);
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.Equal($"{said}\n\n- `pumps.txt`\n- `valves.txt`", text.Content);
        Assert.Empty(text.Unproved);
        Assert.Equal("find_files", Assert.Single(run.Events.OfType<ToolCallEvent>()).Name);
    }

    [Fact]
    public async Task More_than_are_listed_are_counted_too()
    {
        await using var run = await StartAsync();
        for (var i = 0; i < 60; i++)
            run.Files.Add("idx-1", $"dfl-x{i}", $"x{i:00}.txt", "Nothing.");
        await run.AskAsync("How many files are there?");
        var text = run.Events.OfType<TextEvent>().Last().Content;
        Assert.StartsWith("There are 62 documents:", text, StringComparison.Ordinal);
        Assert.EndsWith("These are the first 50 by name.", text, StringComparison.Ordinal);
        Assert.Equal(62, run.Result().GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task The_files_that_mention_something_are_quoted()
    {
        await using var run = await StartAsync();
        run.Files.Add("idx-1", "dfl-3", "boats.txt", "The boats have a pump too.\n\nA mast is made of wood.");
        await run.AskAsync("Which files mention a pump?");
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.StartsWith("2 documents mention it", text.Content, StringComparison.Ordinal);
        Assert.Equal(["boats.txt", "pumps.txt"], text.Citations.Select(c => c.FileName).Order());
        Assert.Empty(text.Unproved);
        await run.AskAsync("Which documents mention tortoises?");
        Assert.Equal(ExtractiveChatClient.NothingFound, run.Events.OfType<TextEvent>().Last().Content);
    }

    [Fact]
    public async Task The_files_that_mention_something_are_quoted_in_German_too()
    {
        await using var run = await StartAsync();
        run.Files.Add("idx-1", "dfl-3", "boote.txt", "Die Boote haben auch eine Pumpe.");
        await run.AskAsync("Welche Dokumente nennen eine Pumpe?");
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.StartsWith("1 Dokument erwähnt es, ", text.Content, StringComparison.Ordinal);
        Assert.Equal("boote.txt", Assert.Single(text.Citations).FileName);
        await run.AskAsync("Welche Dokumente nennen Schildkröten?");
        Assert.StartsWith("Das wurde in diesen Dokumenten nicht gefunden.", run.Events.OfType<TextEvent>().Last().Content,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_without_a_blank_is_quoted_no_further_than_others()
    {
        await using var run = await StartAsync();
        run.Files.Add("idx-1", "dfl-3", "boats.txt", $"turbine-{new string('x', 3_000)}");
        await run.AskAsync("Which files mention turbine?");
        var quote = Assert.Single(run.Events.OfType<TextEvent>().Last().Content.Split('\n'), l => l.Contains("turbine-x"));
        Assert.InRange(quote.Length, 1, 210);
    }

    [Theory]
    [InlineData("How many documents are there", "1,200 documents", "first 1,000 ")]
    [InlineData("Wie viele Dokumente gibt es", "1.200 Dokumente", "ersten 1.000.")]
    public void Numbers_are_written_as_the_language_does_wherever_the_server_runs(string question, string total, string first)
    {
        var before = CultureInfo.CurrentCulture;
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NumberGroupSeparator = "'";
        try
        {
            CultureInfo.CurrentCulture = odd;
            var words = CatalogQuestion.Of(question, Today)!.IsGerman ? CatalogWords.German : CatalogWords.English;
            var files = Enumerable.Range(0, 1_000).Select(i => new FoundFile($"dfl-{i}", $"{i}.md", "idx-1", "Harbour"));
            var said = string.Concat(CatalogAnswer.Of(new FoundFiles([.. files], true, 1_200), words));
            Assert.Contains(total, said, StringComparison.Ordinal);
            Assert.Contains(first, said, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("How many documents did Orsina sign?")]
    [InlineData("What files a tax return?")]
    [InlineData("Which pumps are there?")]
    [InlineData("What is new in version 3?")]
    [InlineData("What changed?")]
    [InlineData("What has changed since 2019?")]
    [InlineData("What has changed since Monday in the fees?")]
    [InlineData("Was hat sich an den Gebühren geändert?")]
    [InlineData("What was added to the soup yesterday?")]
    [InlineData("Which files were added by Orsina?")]
    public void What_asks_of_their_contents_is_no_such_question(string question) =>
        Assert.Null(CatalogQuestion.Of(question, Today));

    private static DateOnly Today => new(2026, 11, 26);

    private static async Task<AgentRun> StartAsync()
    {
        var run = await AgentRun.StartAsync();
        run.Model = new ExtractiveChatClient(EmbeddingModels.Loaded(null));
        return run;
    }
}
