using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Lectern.Contracts;
using Lectern.Server.Evaluations.Judging;
using Lectern.Server.Evaluations.Pages;

namespace Lectern.Tests.Evaluations;

/// <summary>What counts as right, as refused and as changed, and that a page shows texts as texts.</summary>
public sealed class JudgingTests
{
    [Theory]
    [InlineData("It costs **1,200 euros** a year.", "1,200 Euros", true)]
    [InlineData("It costs 11,200 euros.", "1,200 euros", false)]
    [InlineData("The keeper’s “old” house", "the keeper's \"old\" house", true)]
    [InlineData("The light-\nhouse keeper", "lighthouse", true)]
    [InlineData("Open 9–17", "9-17", true)]
    [InlineData("ประภาคารสร้างในปี 1912", "สร้างในปี", true)]
    [InlineData("灯塔建于1912年。", "建于1912年", true)]
    [InlineData("Anything", "...", false)]
    [InlineData("Unanswered", "answer", false)]
    public void A_right_answer_stands_in_whole_words(string text, string answer, bool holds) =>
        Assert.Equal(holds, GoldText.Holds(text, [answer]));

    [Theory]
    [InlineData("This was not found in these documents.", true)]
    [InlineData("I could not find anything about that in the files.", true)]
    [InlineData("The keeper was born in 1912.", false)]
    public void A_refusal_cites_nothing_and_states_nothing(string text, bool isRefusal) =>
        Assert.Equal(isRefusal, Turn(text).IsRefusal);

    [Fact]
    public void What_is_cited_from_another_file_is_not_cited_rightly()
    {
        var turn = Turn("The dome opens every Thursday [1].", ("dome.md", "The dome opens every Thursday."));
        JudgedAnswer Judge(params string[] files) =>
            AnswerJudge.Judge(new EvaluationQuestion("When?", ["every thursday"], files), turn);
        Assert.True(Judge("dome.md").IsRight);
        Assert.True(Judge().CitedRightly);
        Assert.False(Judge("mirror.md").CitedRightly);
        Assert.True(Judge("mirror.md").Quoted);
        Assert.False(AnswerJudge.Judge(new EvaluationQuestion("When?", Unanswerable: true), turn).IsRight);
        var failed = turn with { Error = "The model failed." };
        Assert.False(AnswerJudge.Judge(new EvaluationQuestion("When?", ["Thursday"]), failed).Said);
    }

    [Fact]
    public void Statements_and_those_without_a_citation_are_counted()
    {
        var turn = Turn(
            "The dome opens every Thursday [1]. The mirror weighs 340 kilograms. Shall I go on?", ("a.md", "Thursday"));
        Assert.Equal((2, 1), (turn.Statements, turn.Unproved));
    }

    [Fact]
    public void A_session_gives_its_questions_that_were_answered_to_the_end()
    {
        var stop = new StopEvent(new Usage(0, 0, 1, 12), false, null, []);
        var questions = SessionQuestion.Of(
        [
            new UserInputEvent("One?"), new TextEvent("First.", []), stop, new UserInputEvent("Two?"),
            new TextEvent("Still", []), new UserInputEvent("Three?"), new TextEvent("Third.", []), stop,
        ]);
        Assert.Equal([(1, "One?", "First."), (3, "Three?", "Third.")], questions.Select(q => (q.Number, q.Prompt, q.Then.Text)));
        Assert.Equal(12, questions[0].Then.DurationMs);
    }

    [Fact]
    public void Marks_and_white_space_are_no_change_and_words_and_citations_are()
    {
        var then = Turn("Every Thursday [1].", ("a.md", "Every\nThursday")) with { DurationMs = 100 };
        IReadOnlyList<string> With(EvaluatedTurn now) => TurnComparison.Changes(then, now);
        Assert.Empty(With(Turn("Every  Thursday [3].", ("a.md", "Every Thursday")) with { DurationMs = 500 }));
        Assert.Equal([TurnChanges.Slower], With(then with { DurationMs = 900 }));
        Assert.Equal([TurnChanges.Text], With(then with { Text = "Every Friday [1]." }));
        Assert.Equal([TurnChanges.Citations], With(Turn("Every Thursday [1].", ("b.md", "Every Thursday"))));
        Assert.Contains(TurnChanges.Refused, With(Turn("This was not found in these documents.")));
        Assert.Contains(TurnChanges.Answered, TurnComparison.Changes(Turn("Not found in these documents."), then));
        Assert.Equal([TurnChanges.Failed], With(then with { Error = "No model." }));
    }

    [Theory]
    [InlineData(EvaluationKinds.Answers)]
    [InlineData(EvaluationKinds.Replay)]
    public void A_page_escapes_every_text_and_loads_nothing(string kind)
    {
        const string canary = "</div><script>alert(1)</script><img src=x onerror='x'>\"&";
        var turn = Turn(canary + " [1].", (canary, canary)) with { Error = canary };
        JudgedAnswer[] answers = [AnswerJudge.Judge(new EvaluationQuestion(canary, [canary], [canary]), turn)];
        ReplayedTurn[] turns = [new(canary, 1, canary, turn, turn with { Text = canary }, [TurnChanges.Text])];
        var isReplay = kind == EvaluationKinds.Replay;
        var page = PageFrame.Page(new EvaluationResponse(
            new EvaluationSummary(
                "id", kind, EvaluationStatus.Failed, canary, 1, 1, DateTimeOffset.UnixEpoch, null,
                isReplay ? null : AnswerJudge.Totals(answers), isReplay ? TurnComparison.Totals(turns) : null),
            isReplay ? [] : answers,
            isReplay ? turns : []));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.True(Regex.Count(page, "&lt;script&gt;alert") >= 5);
        var written = page.Replace("&lt;img src=x onerror", "", StringComparison.Ordinal);
        Assert.DoesNotMatch("""(src|href|action|style)=|url\(|@import|https?:""", written);
        Assert.Contains("name=\"viewport\"", page, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", page, StringComparison.Ordinal);

        // The policy lets in the page's own style and nothing else.
        var style = Regex.Match(page, "<style>(.*)</style>", RegexOptions.Singleline).Groups[1].Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Contains($"sha256-{hash}", PageFrame.SecurityPolicy, StringComparison.Ordinal);
        Assert.Contains($"sha256-{hash}", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    private static EvaluatedTurn Turn(string text, params (string File, string Quote)[] cited)
    {
        var at = text.IndexOf('[', StringComparison.Ordinal);
        var citations = cited.Select(c => new Citation(
            "[1]", Math.Max(0, at), "idx", c.File, c.File, null, null, 0, c.Quote.Length, c.Quote, [], null, true));
        var stop = new StopEvent(new Usage(0, 0, 1, 100), false, null, []);
        return TurnReading.Of([new TextEvent(text, [.. citations]), stop]);
    }
}
