using System.Globalization;
using System.Text;
using Lectern.Contracts;

namespace Lectern.Server.Dialects.Mcp;

/// <summary>Results as a model reads them: each with the file, the pages and the characters to cite.</summary>
internal static class McpText
{
    public static string Of(FoundPassages found) => found.Passages.Count == 0
        ? "Nothing was found."
        : string.Join("\n\n", found.Passages.Select((p, i) => $"[{i + 1}] {Head(p)}\n{p.Content}")) + More(found.More);

    public static string Of(FoundFiles found) => found.Files.Count == 0
        ? "No file was found."
        : string.Join('\n', found.Files.Select(f =>
            $"{McpName.Of(f.FileName)} (file {f.FileId}, index {McpName.Of(f.Index)} {f.IndexId})"))
            + More(found.More);

    public static string Of(FoundMatches found) => found.Matches.Count == 0
        ? "Nothing matches."
        : string.Join("\n\n", found.Matches.Select((m, i) =>
            $"[{i + 1}] {McpName.Of(found.FileName)} (file {found.FileId}), characters {m.StartChar}–{m.EndChar}\n{m.Content}"))
            + More(found.More);

    public static string Of(ReadText read) =>
        $"{McpName.Of(read.FileName)} (file {read.FileId}), characters {read.StartChar}–{read.EndChar}"
        + $"{(read.More ? $"; it goes on at offset {read.EndChar}" : "; this is its end")}\n\n{read.Content}";

    public static string Of(string answer, IReadOnlyList<Citation> citations)
    {
        var text = new StringBuilder(answer);
        if (citations.Count > 0)
            text.Append("\n\nSources:");
        foreach (var c in citations.DistinctBy(c => (c.Marker, c.FileId, c.StartChar, c.EndChar)))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{c.Marker} ");
            text.Append(Place(c.FileName, c.FileId, c.PageRangeStart, c.PageRangeEnd, c.StartChar, c.EndChar));
            text.Append(CultureInfo.InvariantCulture, $": “{c.Quote}”");
        }

        return text.ToString();
    }

    private static string Head(FoundPassage p) =>
        $"{Place(p.FileName, p.FileId, p.PageStart, p.PageEnd, p.StartChar, p.EndChar)}, "
        + $"index {McpName.Of(p.Index)} ({p.IndexId}), score {p.Score.ToString("0.00", CultureInfo.InvariantCulture)}"
        + (p.Heading is null ? "" : $", under “{McpName.Of(p.Heading)}”") + Dated(p);

    private static string Dated(FoundPassage p) => p.Date is null ? "" : $", from {p.Date} ({p.DateSource})";

    private static string Place(string name, string id, int? firstPage, int? lastPage, int start, int end)
    {
        var pages = firstPage is null ? "" : firstPage == lastPage ? $", page {firstPage}" : $", pages {firstPage}–{lastPage}";
        return $"{McpName.Of(name)} (file {id}){pages}, characters {start}–{end}";
    }

    private static string More(bool more) => more ? "\n\n(There is more than is shown.)" : "";
}
