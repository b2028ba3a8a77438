using System.Globalization;
using System.Text;
using Lectern.Contracts;

namespace Lectern.Eval;

/// <summary>Totals for a terminal, as Markdown.</summary>
internal static class TotalsTable
{
    public static string Of(AnswerTotals t)
    {
        var table = new StringBuilder("| what | share | count |\n|---|---|---|\n");
        foreach (var (name, part, whole) in ((string, int, int)[])[
            ("right", t.Right, t.Questions), ("said", t.Said, t.WithAnswers), ("quoted", t.Quoted, t.WithAnswers),
            ("quoted first", t.QuotedFirst, t.WithAnswers), ("cited rightly", t.CitedRightly, t.Answerable),
            ("refused wrongly", t.RefusedWrongly, t.Answerable), ("refused rightly", t.RefusedRightly, t.Unanswerable),
            ("unproved sentences", t.Unproved, t.Statements), ("contradicted sentences", t.Contradicted, t.Statements),
            ("failed", t.Failed, t.Questions)])
        {
            table.Append(CultureInfo.InvariantCulture, $"| {name} | {Share(part, whole)} | {part} of {whole} |\n");
        }

        return table.Append(CultureInfo.InvariantCulture, $"| time, median | {t.P50Ms:0} ms | p95 {t.P95Ms:0} ms |").ToString();
    }

    public static string Of(ReplayTotals t) => string.Create(CultureInfo.InvariantCulture, $"""
        | what | then | now |
        |---|---|---|
        | unproved sentences | {Share(t.ThenUnproved, t.ThenStatements)} | {Share(t.NowUnproved, t.NowStatements)} |
        | contradicted sentences | {Share(t.ThenContradicted, t.ThenStatements)} | {Share(t.NowContradicted, t.NowStatements)} |
        | time, median | {t.ThenP50Ms:0} ms | {t.NowP50Ms:0} ms |

        {t.Changed} of {t.Turns} answers changed: the text of {t.TextChanged}, the citations of {t.CitationsChanged}.
        {t.NowRefused} are refused now, {t.NowAnswered} answered now; {t.Failed} failed.
        """);

    private static string Share(int part, int whole) =>
        whole == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0} %");
}
