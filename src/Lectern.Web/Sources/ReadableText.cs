using Lectern.Web.Markdown;

namespace Lectern.Web.Sources;

/// <summary>
/// A text as the server read it is Markdown, whatever format it came from: headings, tables, a sheet's or slide's name. Only of
/// what is text by itself, such as a log or a program, the signs are its own.
/// </summary>
internal static class ReadableText
{
    private static readonly HashSet<string> LaidOut = new(StringComparer.OrdinalIgnoreCase)
    {
        "md", "markdown", "docx", "doc", "odt", "rtf", "xlsx", "xls", "xlsm", "ods", "csv", "tsv", "pptx", "ppt", "odp", "html",
        "htm", "xhtml", "epub", "eml", "msg", "mbox", "ipynb", "pdf", "zip", "tar",
    };

    public static bool CanLayOut(string fileName) => LaidOut.Contains(fileName[(fileName.LastIndexOf('.') + 1)..]);

    /// <summary>A piece of it in parts to show; one that begins in the middle of a table stays a table.</summary>
    public static IEnumerable<MarkdownPart> Parts(TextExcerpt excerpt)
    {
        var text = new MarkdownText();
        var isCut = excerpt.Offset > 0;
        text.Complete(Ruled(isCut ? Mended(excerpt.Whole) : excerpt.Whole, isCut));
        return text.Parts();
    }

    /// <summary>A piece that ends within a table's head, or lies in one row as a whole, is a table too.</summary>
    private static string Ruled(string piece, bool mayBeTorn)
    {
        var start = piece.LastIndexOf('\n') + 1;
        var row = piece[start..];
        var isTorn = mayBeTorn && start == 0 && !row.StartsWith('|') && CellsOf(row) > 1;
        var isHead = row.StartsWith('|') && CellsOf(row) > 0 && (start < 2 || piece[start - 2] == '\n');
        if (!isTorn && !isHead)
            return piece;
        var whole = (isTorn ? "| " : "") + row.TrimEnd() + (row.TrimEnd().EndsWith('|') ? "" : " |");
        return $"{piece[..start]}{whole}\n|{Repeated("--|", CellsOf(whole))}\n";
    }

    private static string Mended(string piece)
    {
        if (piece.Split('\n', 3) is not [[not '|', .., '|'] or "|", ['|', ..], ..])
            return Head(piece) + piece;
        var torn = piece[..piece.IndexOf('\n', StringComparison.Ordinal)];
        var rest = piece[(torn.Length + 1)..];

        // The end of a row stands whole at the end of the piece before, unless it is longer than what both have.
        var isLost = torn.EnumerateRunes().Count() > TextExcerpt.Overlap;
        return (isLost ? Ruled(torn, mayBeTorn: true) + "\n\n" : "") + Head(rest) + rest;
    }

    private static string Repeated(string cell, int columns) => string.Concat(Enumerable.Repeat(cell, columns));

    /// <summary>Of a table that began before: without one its rows would be text.</summary>
    private static string Head(string piece)
    {
        var rows = piece.Split('\n').TakeWhile(l => l.StartsWith('|')).ToList();
        if (rows.Count < 2 || IsRule(rows[1]))
            return "";
        var isRuled = IsRule(rows[0]);
        var columns = isRuled ? CellsOf(rows[0]) : rows.Max(CellsOf);
        return columns < 1 ? "" : $"|{Repeated(" |", columns)}\n" + (isRuled ? "" : $"|{Repeated("--|", columns)}\n");
    }

    /// <summary>What stands between a table's head and its rows.</summary>
    private static bool IsRule(string row) => row.Contains('-') && row.Trim('|', '-', ':', ' ').Length == 0;

    private static int CellsOf(string row) =>
        row.Where((c, i) => c == '|' && (i == 0 || row[i - 1] != '\\')).Count() - 1;
}
