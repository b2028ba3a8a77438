using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Agent.Models.Extractive;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;

namespace Lectern.Tests.Agent;

/// <summary>Answers without a language model: quotes, and nothing but quotes.</summary>
public sealed class ExtractiveAnswerTests
{
    [Fact]
    public async Task It_retrieves_for_the_prompt_and_quotes_the_sentence_that_answers()
    {
        await using var run = await StartAsync();
        var outcome = await run.AskAsync("How long is the warranty of the X200 pump?");
        Assert.Equal((null, 0, 0, 2), (outcome.Error, outcome.Used.InputTokens, outcome.Used.OutputTokens, outcome.Used.Steps));
        Assert.StartsWith(
            "tool_call call-1 retrieve {\"query\":\"How long is the warranty of the X200 pump?\"", run.Lines[0],
            StringComparison.Ordinal);
        var text = Assert.Single(run.Events.OfType<TextEvent>());
        Assert.Equal(
            $"{ExtractiveChatClient.Introduction}\n\n> The warranty of the X200 pump is 24 months. [1]\n>\n> — pumps.txt, page 2",
            text.Content);
        Assert.Equal("The warranty of the X200 pump is 24 months.", Assert.Single(text.Citations).Quote);
        Assert.True(run.Events.OfType<TextDeltaEvent>().Count() > 1);
        Assert.Empty(run.Server.Requests);
    }

    [Fact]
    public async Task It_quotes_at_most_four_stretches_and_800_characters_verbatim()
    {
        await using var run = await StartAsync();
        var sentences = Enumerable.Range(
            0, 30).Select(i => $"The turbine number {i} turns {new string((char)('a' + (i % 26)), 150)} times.").ToList();
        run.Files.Add("idx-1", "dfl-3", "turbines.txt", string.Join("\n\n", sentences));
        await run.AskAsync("How often does the turbine turn?");
        var quotes = Quotes(run);
        Assert.InRange(quotes.Count, 2, 4);
        Assert.InRange(quotes.Sum(q => q.Length), 1, 800);
        Assert.All(quotes, q => Assert.Contains(q, sentences));
    }

    [Theory]
    [InlineData("Who won the football championship in Brazil?")]
    [InlineData("???")]
    public async Task It_says_that_it_found_nothing_rather_than_quote_something(string prompt)
    {
        await using var run = await StartAsync();
        Assert.Null((await run.AskAsync(prompt)).Error);
        Assert.Equal(ExtractiveChatClient.NothingFound, run.Events.OfType<TextEvent>().Single().Content);
    }

    [Fact]
    public async Task It_says_of_a_blank_prompt_that_it_asks_nothing()
    {
        await using var run = await StartAsync();
        Assert.Null((await run.AskAsync(" \n\u3000")).Error);
        Assert.Equal(ExtractiveChatClient.NothingAsked, run.Events.OfType<TextEvent>().Single().Content);
        Assert.Empty(run.Events.OfType<ToolCallEvent>());
    }

    [Theory]
    [InlineData("How long is the warranty of the X200 pump?", "Quoted from the documents:\n\n> The warranty")]
    [InlineData("Who won the football championship in Brazil?", "This was not found in these documents.")]
    public async Task It_says_once_in_a_session_why_it_quotes(string prompt, string begins)
    {
        await using var run = await StartAsync();
        await run.AskAsync(prompt);
        var first = run.Events.OfType<TextEvent>().Single();
        Assert.Contains("LECTERN_MODEL", first.Content, StringComparison.Ordinal);
        run.History = [new UserInputEvent(prompt), first, .. Enumerable.Repeat<ChatEvent>(Said("And more."), 3)];
        await run.AskAsync(prompt);
        var second = run.Events.OfType<TextEvent>().Last().Content;
        Assert.StartsWith(begins, second, StringComparison.Ordinal);
        Assert.DoesNotContain("LECTERN_MODEL", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_why_after_answers_that_did_not_and_not_where_the_first_turns_do_not_fit()
    {
        await using var run = await StartAsync();
        run.History = [new UserInputEvent("Hello"), Said("> LECTERN_MODEL is a setting. [1]")];
        await run.AskAsync();
        Assert.StartsWith("No language model", run.Events.OfType<TextEvent>().Last().Content, StringComparison.Ordinal);
        run.Limits = new AgentLimits { ContextTokens = 3_000 };
        ChatEvent[] turn = [new UserInputEvent("Hello"), Said(new string('x', 900))];
        run.History = [.. Enumerable.Range(0, 60).SelectMany(_ => turn)];
        await run.AskAsync();
        Assert.StartsWith("Quoted from the documents:", run.Events.OfType<TextEvent>().Last().Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_cannot_leave_its_quotation()
    {
        await using var run = await StartAsync();
        run.Files.Add("idx-1", "dfl-3", "a\n\n# b.txt", "The gasket is made of rubber\r\n# Answer\u2028and\n- not a quote.");
        await run.AskAsync("What is the gasket made of?");
        var lines = run.Events.OfType<TextEvent>().Single().Content.Split(['\n', '\r', '\u2028', '\u0085']);
        Assert.All(lines.Skip(1).Where(l => l.Length > 0), l => Assert.StartsWith(">", l, StringComparison.Ordinal));
        Assert.Contains("The gasket is made of rubber", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sentence_without_an_end_is_quoted_from_its_beginning()
    {
        await using var run = await StartAsync();
        run.Files.Add("idx-1", "dfl-3", "list.txt", "gasket rubber ring " + string.Join(' ', Enumerable.Repeat("material", 200)));
        await run.AskAsync("gasket ring");
        Assert.InRange(Assert.Single(Quotes(run)).Length, 300, 400);
    }

    [Fact]
    public async Task A_second_turn_answers_its_own_question()
    {
        await using var run = await StartAsync();
        await run.AskAsync("How long is the warranty of the X200 pump?");
        run.History = [new UserInputEvent("How long is the warranty of the X200 pump?"),
            .. run.Events.Where(e => !EventTypes.IsDelta(e.Type))];
        await run.AskAsync("What closes the pipe?");
        Assert.Contains("> A valve closes the pipe. [", run.Events.OfType<TextEvent>().Last().Content, StringComparison.Ordinal);
        Assert.Equal(2, run.Events.OfType<ToolCallEvent>().Count());
    }

    [Theory]
    [InlineData("How long is its warranty?", "The warranty of the X200 pump is 24 months.")]
    [InlineData("And the warranty?", "The warranty of the X200 pump is 24 months.")]
    [InlineData("Who made it?", "The X200 pump was made by Halden Works.")]
    public async Task A_follow_up_question_is_understood_from_the_history(string prompt, string quote)
    {
        await using var run = await StartAsync();
        run.Files.Add(
            "idx-1", "dfl-3", "x200.txt",
            "The X200 pump was made by Halden Works.\n\nThe Z9 fan has a warranty of 6 months.\n\n"
                + "The Z9 fan was made by Bergen Works.");
        await run.AskAsync("How heavy is the X200 pump?");
        run.History = [new UserInputEvent("How heavy is the X200 pump?"), .. run.Events.Where(e => !EventTypes.IsDelta(e.Type))];
        await run.AskAsync(prompt);
        Assert.Equal(quote, Quotes(run)[0]);
    }

    [Theory]
    [InlineData("Where was Tesla born when his father died?", "Where was Tesla born when his father died?")]
    [InlineData("What are these valves made of?", "What are these valves made of?")]
    [InlineData("What is photosynthesis?", "What is photosynthesis?")]
    [InlineData("And the X300?", "And the X300? long warranty pump")]
    [InlineData("Why?", "Why? long warranty x200 pump")]
    [InlineData("When was it sold first?", "When was it sold first? long warranty x200 pump")]
    public void Only_a_question_that_leaves_something_open_takes_it_from_the_history(string prompt, string query)
    {
        ChatMessage[] asked = [new(ChatRole.System, "s"), new(ChatRole.User, "How long is the warranty of the X200 pump?"),
            new(ChatRole.Assistant, "24 months."), new(ChatRole.User, prompt)];
        Assert.Equal(query, Question.Of(asked, 3).Query);
    }

    [Fact]
    public void A_follow_up_of_a_follow_up_and_the_names_of_the_answer_are_known()
    {
        ChatMessage[] asked =
        [
            new(ChatRole.User, "Who discovered oxygen?"), new(
                ChatRole.Assistant, "Quotes:\n\n> It was discovered by Joseph Priestley. [1]\n>\n> — a.txt"),
            new(ChatRole.User, "When was he born?"), new(ChatRole.Assistant, "1733."), new(ChatRole.User, "And where?"),
        ];
        Assert.Equal("When was he born? discovered oxygen joseph priestley", Question.Of(asked, 2).Query);
        Assert.Equal("And where? born discovered oxygen joseph priestley", Question.Of(asked, 4).Query);
    }

    [Fact]
    public async Task It_tells_what_could_not_be_searched()
    {
        await using var run = await StartAsync();
        run.Skipped = ["idx-gone"];
        await run.AskAsync("What closes the pipe?");
        Assert.EndsWith("\n\nNot searched: idx-gone.", run.Events.OfType<TextEvent>().Single().Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_steps_are_enough_for_it()
    {
        await using var run = await StartAsync();
        run.Limits = new Server.Agent.AgentLimits { MaxSteps = 2 };
        await run.AskAsync("What closes the pipe?");
        Assert.Equal(["A valve closes the pipe."], Quotes(run));
    }

    [Fact]
    public async Task It_says_when_the_documents_cannot_be_searched()
    {
        await using var run = await StartAsync();
        run.Files.Fault = new IOException("disk");
        await run.AskAsync();
        Assert.Equal("The documents could not be searched: The tool failed.", run.Events.OfType<TextEvent>().Single().Content);
    }

    private static async Task<AgentRun> StartAsync()
    {
        var run = await AgentRun.StartAsync();
        run.Model = new ExtractiveChatClient(DecidedModels.None);
        return run;
    }

    private static List<string> Quotes(AgentRun run) =>
        [.. run.Events.OfType<TextEvent>().Last().Content.Split('\n')
            .Where(l => l.StartsWith("> ", StringComparison.Ordinal) && !l.StartsWith("> —", StringComparison.Ordinal))
            .Select(l => l[2..l.LastIndexOf(" [", StringComparison.Ordinal)])];

    private static TextEvent Said(string text) => new(text, []);
}
