using Dapper;
using Lectern.Server.Agent.Suggestions;
using Lectern.Server.Retrieval;
using Lectern.Tests.Client;
using Lectern.Tests.Fakes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lectern.Tests.Agent;

/// <summary>What can be asked before the first question and after an answer.</summary>
public sealed class SuggestedQuestionTests
{
    private const string Guide = """
        # Observatory guide

        ## Opening hours

        The Halden observatory opens its dome every Thursday at nine in the evening. Visitors need no ticket.

        ## The telescope

        The main mirror of the telescope measures 2.4 metres and was polished in Jena.

        ## Guided tours

        Guided tours of the observatory begin at noon and take one hour.
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_is_answered_with_a_citation_when_it_is_asked()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var index = (await server.IndexAsync(("guide.md", System.Text.Encoding.UTF8.GetBytes(Guide)))).Text("id");
        var questions = await client.Chats.GetIndexQuestionsAsync(index, Cancellation);
        Assert.InRange(questions.Count, 2, 3);
        var session = await server.SessionAsync(index);
        foreach (var question in questions)
        {
            var answer = await client.Chat.AskAsync(session, question, cancellationToken: Cancellation);
            Assert.NotEmpty(answer.Citations);
        }
    }

    [Fact]
    public async Task After_an_answer_they_are_about_something_else_and_nothing_of_it_is_kept()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var index = (await server.IndexAsync(("guide.md", System.Text.Encoding.UTF8.GetBytes(Guide)))).Text("id");
        var session = await server.SessionAsync(index);
        Assert.Empty(await client.Chats.GetQuestionsAsync(session, Cancellation));
        await client.Chat.AskAsync(session, "What are the opening hours?", cancellationToken: Cancellation);
        var next = await client.Chats.GetQuestionsAsync(session, Cancellation);
        Assert.InRange(next.Count, 1, 2);
        Assert.DoesNotContain(next, q => q.Contains("opening hours", StringComparison.OrdinalIgnoreCase));
        var kept = (await client.Chat.RetrieveAsync(session, Cancellation)).Events;
        Assert.Equal(2, kept.Count(e => e.Type is "user_input" or "stop"));
        Assert.Single(await client.Chat.ListAsync().AllAsync());
        await client.Chat.AskAsync(session, next[0], cancellationToken: Cancellation);
        Assert.DoesNotContain(next[0], await client.Chats.GetQuestionsAsync(session, Cancellation));
    }

    [Fact]
    public async Task What_answers_nothing_suggests_nothing_and_another_project_gets_none()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var empty = (await server.IndexAsync(("empty.txt", "-"u8.ToArray()))).Text("id");
        Assert.Empty(await client.Chats.GetIndexQuestionsAsync(empty, Cancellation));
        using var stranger = await OtherProject.JoinAsync(server);
        using var unknown = await stranger.GetAsync($"/api/v1/indexes/{empty}/questions", Cancellation);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, unknown.StatusCode);
        var session = await server.SessionAsync(empty);
        using var other = await stranger.GetAsync($"/api/v1/chat/{session}/questions", Cancellation);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, other.StatusCode);
    }

    /// <summary>Each question takes all the time that a look has.</summary>
    [Fact]
    public async Task Looks_that_their_time_cuts_off_come_to_an_end()
    {
        var time = new FakeTimeProvider();
        var asked = 0;
        var slow = new FakeRetrieval
        {
            Before = async (_, cancelled) =>
            {
                Interlocked.Increment(ref asked);
                time.Advance(TimeSpan.FromMinutes(1));
                await Task.Delay(Timeout.Infinite, cancelled);
            },
        };
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IRetrieval>(slow)
            .AddSingleton(p => ActivatorUtilities.CreateInstance<SuggestedQuestions>(p, (TimeProvider)time)));
        using var client = server.NewClient();
        var index = (await server.IndexAsync(("guide.md", System.Text.Encoding.UTF8.GetBytes(Guide)))).Text("id");
        for (var i = 0; i < 30; i++)
            Assert.Empty(await client.Chats.GetIndexQuestionsAsync(index, Cancellation));
        Assert.InRange(asked, 2, 29);
    }

    [Fact]
    public async Task After_an_answer_nothing_is_read_of_what_was_answered_before_it()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var index = (await server.IndexAsync(("guide.md", System.Text.Encoding.UTF8.GetBytes(Guide)))).Text("id");
        var session = await server.SessionAsync(index);
        await client.Chat.AskAsync(session, "How large is the main mirror?", cancellationToken: Cancellation);
        await client.Chat.AskAsync(session, "What are the opening hours?", cancellationToken: Cancellation);
        Spoil("type = 'text' AND sequence < (SELECT max(first_sequence) FROM turns)");
        var next = await client.Chats.GetQuestionsAsync(session, Cancellation);
        Assert.NotEmpty(next);
        Spoil("sequence < (SELECT max(first_sequence) FROM turns)");
        Assert.Equal(next, await client.Chats.GetQuestionsAsync(session, Cancellation));

        void Spoil(string which)
        {
            var path = Path.Combine(server.DataFolder, "lectern.db");
            using var database = new SqliteConnection($"Data Source={path};Pooling=False");
            database.Open();
            Assert.NotEqual(0, database.Execute($"UPDATE events SET data = 'x' WHERE {which}"));
        }
    }

    [Theory]
    [InlineData(
        "Die Kuppel der Sternwarte ist am Donnerstag für die Besucher und für das Team offen.",
        "Was sagen die Dokumente über X?")]
    [InlineData(
        "Le dôme est ouvert le jeudi et les visiteurs sont dans la salle avec des guides.",
        "Que disent les documents sur X ?")]
    [InlineData(
        "La cúpula está abierta los jueves y los visitantes no necesitan una entrada para el museo.",
        "¿Qué dicen los documentos sobre X?")]
    [InlineData("天文台每周四晚上九点开放穹顶，参观者不需要门票。", "文档中关于X说了什么？")]
    [InlineData("天文台は毎週木曜日の夜九時にドームを開けます。", "文書はXについて何と述べていますか？")]
    [InlineData("يفتح المرصد قبته كل يوم خميس في الساعة التاسعة مساء.", "ماذا تقول الوثائق عن X؟")]
    [InlineData("The dome is open on Thursday.", "What do the documents say about X?")]
    public void A_question_has_the_language_of_the_documents(string text, string question) =>
        Assert.Equal(question, QuestionWords.About("X", text));

    [Fact]
    public async Task A_deleted_file_is_in_no_question_from_that_moment_on()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var index = await server.IndexAsync(
            ("guide.md", System.Text.Encoding.UTF8.GetBytes(Guide)),
            ("salaries.md", "# Salaries of Halden\n\nThe salaries of the observatory were raised by four percent."u8.ToArray()));
        var id = index.Text("id");
        var session = await server.SessionAsync(id);
        await client.Chat.AskAsync(session, "What are the opening hours?", cancellationToken: Cancellation);
        Assert.Contains(await client.Chats.GetIndexQuestionsAsync(id, Cancellation), IsOfSalaries);
        var files = (await server.GetAsync($"/api/v1/beta/directories/{index.Text("source_directory_id")}/files"))
            .GetProperty("items").EnumerateArray();
        var file = files.Single(f => f.Text("display_name") == "salaries.md").Text("id");
        using var deleted = await server.Http.DeleteAsync(
            $"/api/v1/beta/directories/{index.Text("source_directory_id")}/files/{file}", Cancellation);
        deleted.EnsureSuccessStatusCode();
        var left = await client.Chats.GetIndexQuestionsAsync(id, Cancellation);
        Assert.NotEmpty(left);
        Assert.DoesNotContain(left, IsOfSalaries);
        Assert.DoesNotContain(await client.Chats.GetQuestionsAsync(session, Cancellation), IsOfSalaries);

        static bool IsOfSalaries(string question) => question.Contains("salaries", StringComparison.OrdinalIgnoreCase);
    }
}
