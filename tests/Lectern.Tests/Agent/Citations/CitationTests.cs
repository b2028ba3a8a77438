using System.Text.Json;
using Lectern.Contracts;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Agent.Citations;

/// <summary>What becomes of a model's marks, from its words to the events.</summary>
public sealed class CitationTests
{
    private static readonly FakeReply Look = FakeReply.Calls(("a", "retrieve", """{"query":"warranty X200"}"""));

    [Fact]
    public async Task A_mark_that_its_passage_supports_becomes_a_citation()
    {
        await using var run = await AgentRun.StartAsync(
            Look, FakeReply.Text("😀 The warranty of the X200 is 24 ", "months [", "1", "]."));
        var outcome = await run.AskAsync();
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.Equal("😀 The warranty of the X200 is 24 months [1].", text.Content);
        Assert.Equal(text.Content, string.Concat(run.Events.OfType<TextDeltaEvent>().Select(d => d.Content)));
        var citation = Assert.Single(text.Citations);
        Assert.Equal(
            ("[1]", 40, "idx-1", "dfl-1", "pumps.txt"),
            (citation.Marker, citation.Position, citation.IndexId, citation.FileId, citation.FileName));
        Assert.Equal((27, 70, 2, 2), (citation.StartChar, citation.EndChar, citation.PageRangeStart, citation.PageRangeEnd));
        Assert.Equal([new PageBox(2, 27, 10, 43, 12)], citation.Boxes);
        Assert.Equal(new ImageAttachmentRef("dfl-1", "text.html"), citation.Attachment);
        Assert.Equal("The warranty of the X200 pump is 24 months.", citation.Quote);
        Assert.True(citation.Verified);
        Assert.Equal(0, outcome.Used.DroppedCitations);
    }

    [Theory]
    [InlineData("The warranty is 36 months [1].", "The warranty is 36 months.")]
    [InlineData("The warranty of the X300 is 24 months [1].", "The warranty of the X300 is 24 months.")]
    [InlineData("The warranty of the X200 is not 24 months [1].", "The warranty of the X200 is not 24 months.")]
    [InlineData("It says \"the warranty is endless\" [1].", "It says \"the warranty is endless\".")]
    [InlineData("Cheese is made of milk【1†source】.", "Cheese is made of milk.")]
    [InlineData("[1] Who knows?", "Who knows?")]
    [InlineData("Look: \\[1\\] there.", "Look: there.")]
    public async Task A_mark_that_fails_is_left_out_and_counted(string said, string shown)
    {
        await using var run = await AgentRun.StartAsync(Look, FakeReply.Text(said));
        var outcome = await run.AskAsync();
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.Equal(shown, text.Content);
        Assert.Empty(text.Citations);
        Assert.Equal(1, outcome.Used.DroppedCitations);
    }

    /// <summary>One passage is known here.</summary>
    [Theory]
    [InlineData("The warranty of the X200 is 24 months [7].")]
    [InlineData("Look: \\[9\\] there.")]
    [InlineData("The pH of the basin lies in [6, 8].")]
    [InlineData("$\\sqrt[1]{27}$ and `price[1]`")]
    [InlineData("Call price[1] to read 740.")]
    [InlineData("Call price[1].")]
    [InlineData("Aldous v Port of Velm [2019] UKSC 41")]
    [InlineData("The list is [1, 2, 3] and the matrix row is [4, 5].")]
    [InlineData("In the years [2019-2021] fees rose.")]
    public async Task A_number_in_brackets_that_is_no_mark_stays_and_is_not_counted(string said)
    {
        await using var run = await AgentRun.StartAsync(Look, FakeReply.Text(said));
        var outcome = await run.AskAsync();
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.Equal(said, text.Content);
        Assert.Empty(text.Citations);
        Assert.Equal(0, outcome.Used.DroppedCitations);
    }

    [Theory]
    [InlineData("The warranty of the X200 pump is 24 months[1].", 1)]
    [InlineData("The warranty of the X200 pump is 24 months[1] and no more.", 1)]
    [InlineData("The warranty of the X200 pump is 24 months.[1]", 1)]
    [InlineData("The warranty of the X200 pump is 36 months[1].", 0)]
    public async Task A_mark_directly_behind_a_word_is_a_citation_where_it_is_proved_and_text_elsewhere(
        string said, int citations)
    {
        await using var run = await AgentRun.StartAsync(Look, FakeReply.Text(said));
        await run.AskAsync();
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.Equal(said, text.Content);
        Assert.Equal(citations, text.Citations.Count);
    }

    [Fact]
    public async Task However_an_answer_is_split_its_text_is_its_deltas_and_the_marks_are_the_same()
    {
        const string said =
            "The X200 pump has a warranty of 24 months [1][9]. See `a[1]` and ``b ` [2]`` [1].\n\n```\nx[1]\n```\n"
            + "\"The warranty of the X200 pump is 24 months\" [1] [note] ![x](http://evil.example/a) <b>!</b>";
        string? whole = null;
        for (var size = 1; size <= said.Length; size += size < 8 ? 1 : 13)
        {
            await using var run = await AgentRun.StartAsync();
            run.Model = new StepsChatClient(
                [new("retrieve", """{"query":"warranty X200"}""")], [.. said.Chunk(size).Select(c => new string(c))]);
            var outcome = await run.AskAsync();
            var text = run.Events.OfType<TextEvent>().Single();
            Assert.Equal(text.Content, string.Concat(run.Events.OfType<TextDeltaEvent>().Select(d => d.Content)));
            Assert.All(text.Citations, c => Assert.Equal(c.Marker, text.Content.Substring(c.Position, c.Marker.Length)));
            Assert.Equal(2, text.Citations.Count);
            Assert.Equal(1, outcome.Used.DroppedCitations);
            whole ??= text.Content;
            Assert.Equal(whole, text.Content);
        }

        Assert.Contains("`a[1]` and ``b ` [2]``.", whole, StringComparison.Ordinal);
        Assert.Contains("x[1]", whole, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", whole, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bracket_that_was_copied_from_a_document_is_text()
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Calls(
                ("a", "retrieve", """{"query":"gasket"}""")), FakeReply.Text("The gasket is made of rubber [12], it says [1]."));
        run.Files.Add("idx-1", "dfl-3", "refs.txt", "The gasket is made of rubber [12].");
        var outcome = await run.AskAsync();
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.Equal("The gasket is made of rubber [12], it says [1].", text.Content);
        Assert.Equal("[1]", Assert.Single(text.Citations).Marker);
        Assert.Equal(0, outcome.Used.DroppedCitations);
    }

    [Fact]
    public async Task Numbers_stay_the_same_over_tools_steps_and_turns()
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Calls(
                ("a", "retrieve", """{"query":"warranty X200"}"""),
                ("b", "grep_file", """{"file_id":"dfl-1","pattern":"X200"}"""),
                ("c", "read_file", """{"file_id":"dfl-2"}""")),
            FakeReply.Calls(("d", "retrieve", """{"query":"the warranty, X200"}""")),
            FakeReply.Text("A valve closes the pipe [3]."));
        await run.AskAsync();
        var first = run.Result(0).GetProperty("passages").EnumerateArray().Select(p => p.GetProperty("n").GetInt32()).ToList();
        Assert.Equal(Enumerable.Range(1, first.Count), first);
        var grep = run.Result(1).GetProperty("matches")[0].GetProperty("n").GetInt32();
        Assert.Equal(first.Count + 1, grep);
        Assert.Equal(grep + 1, run.Result(2).GetProperty("n").GetInt32());
        Assert.Equal(first[0], run.Result(3).GetProperty("passages")[0].GetProperty("n").GetInt32());
        var last = run.Result(3).GetProperty("passages").EnumerateArray().Max(p => p.GetProperty("n").GetInt32());

        // The next turn knows them from the log, whatever it looks up itself.
        run.History = [new UserInputEvent("First?"), .. run.Events.Where(e => !EventTypes.IsDelta(e.Type))];
        run.Server.Enqueue(
            FakeReply.Calls(("e", "read_file", """{"file_id":"dfl-1","max_length":10}""")),
            FakeReply.Text($"A valve closes the pipe [{grep + 1}]. The warranty of the X200 pump is 24 months [1]."));
        await run.AskAsync("And?");
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.Equal(["dfl-2", "dfl-1"], text.Citations.Select(c => c.FileId));
        Assert.Equal(
            Math.Max(grep + 1, last) + 1, run.Events.OfType<ToolResultEvent>().Last().Result.GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task A_turn_that_goes_on_knows_the_passages_of_its_steps()
    {
        await using var run = await AgentRun.StartAsync(Look);
        run.Server.Enqueue(FakeReply.Text("No."));
        await run.AskAsync();
        var steps = run.Events.Where(e => e is ToolCallEvent or ToolResultEvent).ToList();
        await using var later = await AgentRun.StartAsync(FakeReply.Text("The warranty of the X200 pump is 24 months [1]."));
        later.SoFar = steps;
        later.Used = new Server.Agent.AgentUsage(1, 10, 5) { DroppedCitations = 3 };
        var outcome = await later.AskAsync();
        Assert.Single(later.Events.OfType<TextEvent>().Single().Citations);
        Assert.Equal(3, outcome.Used.DroppedCitations);
    }

    [Fact]
    public async Task A_passage_whose_file_is_gone_supports_nothing()
    {
        await using var run = await AgentRun.StartAsync(Look, FakeReply.Text("The warranty of the X200 pump is 24 months [1]."));
        run.Written = e =>
        {
            if (e is ToolResultEvent)
                run.Files.Remove("dfl-1");
        };
        var outcome = await run.AskAsync();
        Assert.Empty(run.Events.OfType<TextEvent>().Last().Citations);
        Assert.Equal(1, outcome.Used.DroppedCitations);
    }

    [Theory]
    [InlineData("Read [this](http://evil.example/?q=1) now", "Read this (`http://evil.example/?q=1`) now")]
    [InlineData("![pic](http://evil.example/a.png)", "pic (image left out)")]
    [InlineData(
        "![pic][ref]\n\n[ref]: http://evil.example/a.png",
        "pic (image left out)\n\n[ref]\\: `http://evil.example/a.png`")]
    [InlineData("[![p](http://evil.example/a.png)](http://evil.example)", "p (image left out) (`http://evil.example`)")]
    [InlineData("<img src=\"http://evil.example/a.png\">", "&lt;img src=\"`http://evil.example/a.png`\">")]
    [InlineData("See <https://evil.example> and www.evil.example.", "See <`https://evil.example`> and `www.evil.example`.")]
    [InlineData("The manual is at https://pumps.example/x200.", "The manual is at https://pumps.example/x200.")]
    [InlineData("[manual](https://pumps.example/x200)", "[manual](https://pumps.example/x200)")]
    [InlineData("[https://bank.example](https://pumps.example/x200)", "`https://bank.example` (`https://pumps.example/x200`)")]
    [InlineData("https://pumps.example/x200?leak=1", "`https://pumps.example/x200?leak=1`")]
    [InlineData("[run](javascript:alert(1))", "run (`javascript:alert(1)`)")]
    [InlineData("`http://evil.example`", "`http://evil.example`")]
    [InlineData("5 < 6, line<br>two, who", "5 < 6, line<br>two, who")]
    public async Task Pictures_and_unknown_addresses_are_made_inert_however_they_arrive(string said, string shown)
    {
        foreach (var size in (int[])[1, 3, 1000])
        {
            await using var run = await AgentRun.StartAsync();
            run.Model = new StepsChatClient([], [.. said.Chunk(size).Select(c => new string(c))]);
            await run.AskAsync("Is it on https://pumps.example/x200?");
            var text = run.Events.OfType<TextEvent>().Single().Content;
            Assert.Equal(shown.Trim(), text.Trim());
            Assert.Equal(text, string.Concat(run.Events.OfType<TextDeltaEvent>().Select(d => d.Content)));
        }
    }

    [Fact]
    public async Task Words_are_not_held_back()
    {
        await using var run = await AgentRun.StartAsync();
        run.Model = new StepsChatClient([], ["How ", "are", " you", "? ", "Who", " has", " it!", " A", " [", "x", "] b"]);
        await run.AskAsync();
        Assert.Equal(
            ["How ", "are", " you", "? ", "Who", " has", " it", "! A", " [x] b"], run.Events.OfType<TextDeltaEvent>()
                .Select(d => d.Content));
    }
}
