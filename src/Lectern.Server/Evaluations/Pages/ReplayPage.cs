using Lectern.Contracts;
using Lectern.Server.Evaluations.Judging;

namespace Lectern.Server.Evaluations.Pages;

/// <summary>Then and now beside each other: the turns that changed first. What stands in one answer alone is marked.</summary>
internal static class ReplayPage
{
    public static void Write(Html html, EvaluationResponse results)
    {
        if (results.Evaluation.Replay is { } totals)
            WriteTotals(html, totals);
        WriteList(html, "Changed", [.. results.Turns.Where(TurnComparison.IsChanged)]);
        WriteList(html, "Unchanged", [.. results.Turns.Where(t => !TurnComparison.IsChanged(t))]);
    }

    private static void WriteTotals(Html html, ReplayTotals t)
    {
        html.Add($"<p>{t.Changed} of {t.Turns} answers changed: the text of {t.TextChanged}, the citations of");
        html.Add($"{t.CitationsChanged}; {t.NowRefused} are refused now, {t.NowAnswered} answered now; {t.Failed} failed.</p>");
        (string Name, string Then, string Now)[] rows =
        [
            ("Sentences that nothing proves", PageParts.Share(t.ThenUnproved, t.ThenStatements),
                PageParts.Share(t.NowUnproved, t.NowStatements)),
            ("Sentences that a passage contradicts", PageParts.Share(t.ThenContradicted, t.ThenStatements),
                PageParts.Share(t.NowContradicted, t.NowStatements)),
            ("Time of an answer, median", PageParts.Milliseconds(t.ThenP50Ms), PageParts.Milliseconds(t.NowP50Ms)),
        ];
        html.Add($"<table><thead><tr><th>What</th><th>Then</th><th>Now</th></tr></thead><tbody>");
        foreach (var (name, then, now) in rows)
            html.Add($"<tr><td>{name}</td><td class=\"n\">{then}</td><td class=\"n\">{now}</td></tr>");
        html.Add($"</tbody></table>");
    }

    private static void WriteList(Html html, string title, IReadOnlyList<ReplayedTurn> turns)
    {
        if (turns.Count == 0)
            return;
        html.Add($"<h2>{title} ({turns.Count})</h2>");
        foreach (var turn in turns)
        {
            html.Add($"<details><summary><span dir=\"auto\">{turn.Question}</span>");
            foreach (var change in turn.Changes)
                html.Add($"<span class=\"badge\">{change}</span>");
            html.Add($"</summary><p class=\"quiet\">{turn.SessionId}, question {turn.Number}</p><div class=\"sides\">");
            WriteSide(html, "Then", turn.Then, turn.Now, "gone");
            WriteSide(html, "Now", turn.Now, turn.Then, "new");
            html.Add($"</div></details>");
        }
    }

    private static void WriteSide(Html html, string title, EvaluatedTurn side, EvaluatedTurn other, string badge)
    {
        html.Add($"<section><h3>{title}</h3><p class=\"quiet\">{PageParts.Figures(side)}</p>");
        if (side.Error is { } error)
            html.Add($"<p class=\"bad\" dir=\"auto\">{error}</p>");
        html.Add($"<div class=\"text\">");
        var known = other.Text.Split('\n').Select(l => l.Trim()).ToHashSet(StringComparer.Ordinal);
        foreach (var line in side.Text.Split('\n'))
        {
            if (line.Length == 0 || known.Contains(line.Trim()))
                html.Add($"<div dir=\"auto\">{line}</div>");
            else
                html.Add($"<div dir=\"auto\"><mark>{line}</mark></div>");
        }

        html.Add($"</div>");
        var cited = other.Citations.Select(TurnComparison.Name).ToHashSet();
        foreach (var citation in side.Citations)
            PageParts.Citation(html, citation, cited.Contains(TurnComparison.Name(citation)) ? null : badge);
        html.Add($"</section>");
    }
}
