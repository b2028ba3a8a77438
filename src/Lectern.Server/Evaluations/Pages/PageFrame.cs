using System.Security.Cryptography;
using System.Text;
using Lectern.Contracts;

namespace Lectern.Server.Evaluations.Pages;

/// <summary>The page of results: one file that loads nothing and runs nothing, for wide screens and small ones.</summary>
internal static class PageFrame
{
    private const string Style = """
        :root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #b3261e; --soft: #8881; }
        @media (prefers-color-scheme: dark) { :root { --good: #5fd07f; --bad: #ff8a80; } }
        * { box-sizing: border-box; }
        html { background: Canvas; color: CanvasText; }
        body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 72rem; padding: 1rem; overflow-wrap: anywhere; }
        h1 { font-size: 1.5rem; margin: 0.5rem 0; } h2 { font-size: 1.15rem; margin: 1.5rem 0 0.5rem; }
        h3 { font-size: 0.9rem; margin: 0 0 0.25rem; } p { margin: 0.25rem 0; }
        table { border-collapse: collapse; width: 100%; max-width: 40rem; }
        th, td { border-bottom: 1px solid var(--line); padding: 0.3rem 0.5rem; text-align: start; vertical-align: top; }
        td.n { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
        details { border: 1px solid var(--line); border-radius: 0.5rem; margin: 0.5rem 0; padding: 0.5rem 0.75rem; }
        summary { cursor: pointer; } summary:focus-visible { outline: 2px solid; outline-offset: 2px; }
        .badge { border: 1px solid currentColor; border-radius: 1rem; font-size: 0.8rem; margin-inline-end: 0.35rem;
          padding: 0 0.5rem; white-space: nowrap; }
        .good { color: var(--good); } .bad { color: var(--bad); } .quiet { opacity: 0.8; font-size: 0.9rem; }
        .text { background: var(--soft); border-radius: 0.35rem; margin: 0.4rem 0; padding: 0.5rem; }
        .text div { min-height: 1lh; white-space: pre-wrap; }
        .sides { display: grid; gap: 0.75rem; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); margin-top: 0.5rem; }
        @media (max-width: 45rem) { .sides { grid-template-columns: minmax(0, 1fr); } }
        blockquote { border-inline-start: 3px solid var(--line); margin: 0.25rem 0; padding-inline-start: 0.6rem;
          white-space: pre-wrap; }
        @media print { details { break-inside: avoid; } }
        """;

    private static readonly string Hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    /// <summary>Allows the page its own style and nothing else.</summary>
    public static string SecurityPolicy =>
        $"default-src 'none'; style-src 'sha256-{Hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The page of an evaluation of either kind.</summary>
    public static string Page(EvaluationResponse results)
    {
        var html = new Html();
        var evaluation = results.Evaluation;
        var isReplay = evaluation.Kind == EvaluationKinds.Replay;
        var title = isReplay ? "Questions asked again" : "Answers to questions with a known answer";
        var policy = $"default-src 'none'; style-src 'sha256-{Hash}'";
        html.Add($"<!doctype html>");
        html.Add($"<html lang=\"en\"><head><meta charset=\"utf-8\">");
        html.Add($"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
        html.Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");

        // Between the tags of a style nothing is escaped, so that its hash is that of the style.
        html.Text.Append("<style>").Append(Style).Append("</style>");
        html.Add($"<title>{title}</title></head><body><main>");
        html.Add($"<h1>{title}</h1>");
        html.Add($"<p class=\"quiet\">{evaluation.Done} of {evaluation.Total} questions, {evaluation.Status}, begun");
        html.Add($"{evaluation.CreatedAt.UtcDateTime.ToString("u")}.</p>");
        if (evaluation.Error is { } error)
            html.Add($"<p class=\"bad\" dir=\"auto\">{error}</p>");
        if (isReplay)
            ReplayPage.Write(html, results);
        else
            AnswersPage.Write(html, results);
        html.Add($"</main></body></html>");
        return html.ToString();
    }
}
