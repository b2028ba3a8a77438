using Lectern.Contracts;

namespace Lectern.Server.Evaluations.Pages;

/// <summary>The totals, then each answer: the wrong ones first.</summary>
internal static class AnswersPage
{
    public static void Write(Html html, EvaluationResponse results)
    {
        if (results.Evaluation.Answers is { } totals)
            WriteTotals(html, totals);
        WriteList(html, "Wrong or failed", [.. results.Answers.Where(a => !a.IsRight)]);
        WriteList(html, "Right", [.. results.Answers.Where(a => a.IsRight)]);
    }

    private static void WriteTotals(Html html, AnswerTotals t)
    {
        (string Name, int Part, int Whole)[] shares =
        [
            ("Right", t.Right, t.Questions), ("Said in the answer", t.Said, t.WithAnswers),
            ("Quoted by a citation", t.Quoted, t.WithAnswers), ("Quoted by the first citation", t.QuotedFirst, t.WithAnswers),
            ("Cited rightly", t.CitedRightly, t.Answerable),
            ("Refused though there is an answer", t.RefusedWrongly, t.Answerable),
            ("Refused rightly", t.RefusedRightly, t.Unanswerable), ("Sentences that nothing proves", t.Unproved, t.Statements),
            ("Sentences that a passage contradicts", t.Contradicted, t.Statements), ("Failed", t.Failed, t.Questions),
        ];
        html.Add($"<table><thead><tr><th>What</th><th>Share</th><th>Count</th></tr></thead><tbody>");
        foreach (var (name, part, whole) in shares)
        {
            html.Add($"<tr><td>{name}</td><td class=\"n\">{PageParts.Share(part, whole)}</td>");
            html.Add($"<td class=\"n\">{part} of {whole}</td></tr>");
        }

        html.Add($"<tr><td>Time of an answer, median</td><td class=\"n\">{PageParts.Milliseconds(t.P50Ms)}</td>");
        html.Add($"<td class=\"n\">p95 {PageParts.Milliseconds(t.P95Ms)}</td></tr></tbody></table>");
    }

    private static void WriteList(Html html, string title, IReadOnlyList<JudgedAnswer> answers)
    {
        if (answers.Count == 0)
            return;
        html.Add($"<h2>{title} ({answers.Count})</h2>");
        foreach (var answer in answers)
            Write(html, answer);
    }

    private static void Write(Html html, JudgedAnswer answer)
    {
        var (question, turn) = (answer.Question, answer.Turn);
        html.Add($"<details><summary><span dir=\"auto\">{question.Question}</span>");
        foreach (var (word, isGood) in Words(answer))
            html.Add($"<span class=\"badge {(isGood ? "good" : "bad")}\">{word}</span>");
        html.Add($"</summary>");
        if (question.Unanswerable == true)
            html.Add($"<p>No document holds the answer.</p>");
        foreach (var known in (question.Answers ?? []).OfType<string>())
            html.Add($"<p dir=\"auto\">Known answer: {known}</p>");
        foreach (var file in (question.Files ?? []).OfType<string>())
            html.Add($"<p dir=\"auto\">Stands in: {file}</p>");
        html.Add($"<p class=\"quiet\">{PageParts.Figures(turn)}</p>");
        if (turn.Error is { } error)
            html.Add($"<p class=\"bad\" dir=\"auto\">{error}</p>");
        html.Add($"<div class=\"text\"><div dir=\"auto\">{turn.Text}</div></div>");
        foreach (var citation in turn.Citations)
            PageParts.Citation(html, citation);
        html.Add($"</details>");
    }

    private static IEnumerable<(string Word, bool IsGood)> Words(JudgedAnswer answer)
    {
        (bool? Value, string Yes, string No)[] measures =
        [
            (answer.RefusedRightly, "refused rightly", "not refused"), (answer.Said, "said", "not said"),
            (answer.Quoted, "quoted", "not quoted"), (answer.CitedRightly, "cited rightly", "not cited rightly"),
        ];
        if (answer.Turn.Error is not null)
            return [("failed", false)];
        var words = measures.Where(m => m.Value is not null).Select(m => (m.Value == true ? m.Yes : m.No, m.Value == true));
        return answer.Turn.Contradicted > 0 ? words.Append(("contradicted", false)) : words;
    }
}
