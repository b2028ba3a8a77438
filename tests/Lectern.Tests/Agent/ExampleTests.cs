using Lectern.Server.Agent.Suggestions;
using Lectern.Server.Storage.Sqlite.Indexing;
using Lectern.Server.Storage.Sqlite.Platform;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Agent;

/// <summary>The question that a start prints.</summary>
public sealed class ExampleTests
{
    [Fact]
    public async Task A_question_that_gets_no_citation_is_not_printed()
    {
        await using var server = await TestServer.StartAsync();
        var made = await server.IndexAsync(
            (
                "harbour.md",
                "# Harbour master\n\nThe quay of Halden is made of granite from Idd; its light burns all night."u8.ToArray()));
        var scope = server.Services.GetRequiredService<SqliteTenancy>().DefaultScope();
        var index = server.Services.GetRequiredService<SqliteIndexes>().Find(scope, made.Text("id"))!;
        var trial = server.Services.GetRequiredService<ExampleTrial>();
        const string Absent = "What do the documents say about zebra crossings in Lisbon?";
        const string There = "What do the documents say about quay halden made granite?";
        Assert.Equal(There, await AskAsync(Absent, There));
        Assert.Null(await AskAsync(Absent));
        Assert.Empty((await server.GetAsync("/api/v1/chat")).GetProperty("items").EnumerateArray());

        Task<string?> AskAsync(params string[] questions) =>
            trial.FirstAnsweredAsync(scope, index, questions, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Headings_are_asked_about_first_and_then_the_words_of_sentences_all_plain_to_a_shell()
    {
        var questions = ExampleQuestion.Candidates(
        [
            (
                "Guide > The harbour's master",
                "It is open. Nobody but the harbour master may open the gate during a storm at night."),
            ("Guide > The harbour's master", "Short."),
            ("12.5 7", "Größe: Ärger über 'Hüte'"),
        ]);
        Assert.Equal(
            [
                "What do the documents say about The harbours master?",
                "What do the documents say about Nobody harbour master open gate?",
                "What do the documents say about open Nobody harbour master gate?",
                "What do the documents say about Short?",
                "What do the documents say about Größe Ärger über Hüte?",
            ],
            questions);
        Assert.Empty(ExampleQuestion.Candidates([]));
    }
}
