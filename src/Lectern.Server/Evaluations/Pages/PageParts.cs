using System.Globalization;
using Lectern.Contracts;

namespace Lectern.Server.Evaluations.Pages;

/// <summary>Pieces of result pages.</summary>
internal static class PageParts
{
    public static string Milliseconds(double? value) =>
        value is { } ms ? string.Create(CultureInfo.InvariantCulture, $"{ms:N0} ms") : "–";

    public static string Share(int part, int whole) =>
        whole == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0} %");

    /// <summary>How many statements of an answer are proved, and what else a reader wants to know of it at once.</summary>
    public static string Figures(EvaluatedTurn turn)
    {
        var contradicted = turn.Contradicted > 0 ? $", {turn.Contradicted} contradicted" : "";
        var refusal = turn.IsRefusal ? ", a refusal" : "";
        return $"{turn.Statements} statements, {turn.Unproved} unproved{contradicted}{refusal}, {Milliseconds(turn.DurationMs)}";
    }

    public static string Place(EvaluatedCitation citation) => (citation.PageRangeStart, citation.PageRangeEnd) switch
    {
        (null, _) => citation.FileName,
        var (first, last) when last is null || last == first => $"{citation.FileName}, page {first}",
        var (first, last) => $"{citation.FileName}, pages {first} to {last}",
    };

    public static void Citation(Html html, EvaluatedCitation citation, string? badge = null)
    {
        html.Add($"<p class=\"quiet\" dir=\"auto\">{citation.Marker} {Place(citation)}");
        if (badge is not null)
            html.Add($"<span class=\"badge\">{badge}</span>");
        html.Add($"</p><blockquote dir=\"auto\">{citation.Quote}</blockquote>");
    }
}
