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
    public void Headings_are_asked_about_first_and_then_what_sentences_name_all_plain_to_a_shell()
    {
        var questions = ExampleQuestion.Candidates(
        [
            (
                "Guide > 3.1 The harbour's lights",
                "It is open. Nobody but the harbour master may open the gate during a storm at night."),
            ("Guide > 3.1 The harbour's lights", "Short.\n\n## The quay\n\nIt is old."),
            ("12.5 7", "Größe: Ärger über 'Hüte'"),
        ]);
        Assert.Equal(
            [
                "What do the documents say about the harbour’s lights?",
                "What do the documents say about the quay?",
                "What do the documents say about the harbour master?",
            ],
            questions);
        Assert.Empty(ExampleQuestion.Candidates([]));
    }

    [Theory]
    [InlineData("Chapter 3: Opening hours", "Opening hours")]
    [InlineData("IV. Die Kuppel der Sternwarte", "Die Kuppel der Sternwarte")]
    [InlineData("Opening hours (summer) ........ 12", "Opening hours")]
    [InlineData("开放时间", "开放时间")]
    [InlineData("प्रदर्शनी का समय", "प्रदर्शनी का समय")]
    [InlineData("Table of contents", null)]
    [InlineData("Slide 12", null)]
    [InlineData("and was polished in Jena", null)]
    [InlineData("The mirror of the", null)]
    [InlineData("Tbl wrtznk lrgst", null)]
    [InlineData("l1 | I0 ~ rn—", null)]
    [InlineData("x = y^2 + 4", null)]
    [InlineData("$(rm -rf) `x`", null)]
    public void A_heading_is_asked_about_where_it_is_a_title(string heading, string? topic) =>
        Assert.Equal(topic, HeadingTopic.Of(heading));

    [Theory]
    [InlineData("Der Spiegel der Sternwarte wurde von dem Meister in Halle poliert.", "Spiegel, Sternwarte, Meister")]
    [InlineData("Les visiteurs de la coupole sont dans le musée pour une visite guidée.", "les visiteurs, la coupole, le musée")]
    [InlineData("The main mirror of the telescope was made by Carl Zeiss of Jena.", "the main mirror, the telescope, Carl Zeiss")]
    [InlineData("Main mirror 2.4 m polished Jena Zeiss opening Thursday nine evening free", "")]
    [InlineData("Tne maln rnirror 0f tbe telcscpe wns plshd ln Jcna hy Crl Zss.", "")]
    [InlineData("| The mirror of | the telescope was | polished in | Jena by the master of glass. |", "")]
    [InlineData("• The mirror of glass • The dome of copper • The quay of granite", "")]
    public void Only_whole_sentences_name_what_is_asked_about(string text, string topics) =>
        Assert.Equal(topics, string.Join(", ", NamedTopics.Of(text)));
}
