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
    [InlineData("Wie viele Dokumente gibt es?")]
    public async Task The_documents_are_counted_and_named(string question)
    {
        await using var run = await StartAsync();
        await run.AskAsync(question);
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.Equal("There are 2 documents:\n\n- `pumps.txt`\n- `valves.txt`", text.Content);
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

    [Theory]
    [InlineData("How many documents did Orsina sign?")]
    [InlineData("What files a tax return?")]
    [InlineData("Which pumps are there?")]
    public void What_asks_of_their_contents_is_no_such_question(string question) => Assert.Null(CatalogQuestion.Of(question));

    private static async Task<AgentRun> StartAsync()
    {
        var run = await AgentRun.StartAsync();
        run.Model = new ExtractiveChatClient(EmbeddingModels.Loaded(null));
        return run;
    }
}
