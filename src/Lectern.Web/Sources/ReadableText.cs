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
        var piece = excerpt.Whole;
        if (excerpt.Offset > 0)
        {
            piece = WithoutTornRow(piece);
            piece = Head(piece) + piece;
        }

        var text = new MarkdownText();
        text.Complete(piece);
        return text.Parts();
    }

    /// <summary>The end of a row stands whole at the end of the piece before.</summary>
    private static string WithoutTornRow(string piece) =>
        piece.Split('\n', 3) is [[not '|', .., '|'] torn, ['|', ..], ..] ? piece[(torn.Length + 1)..] : piece;

    private static string Repeated(string cell, int columns) => string.Concat(Enumerable.Repeat(cell, columns));

    /// <summary>Of a table that began before: without one its rows would be text.</summary>
    private static string Head(string piece)
    {
        var lines = piece.Split('\n', 3);
        if (lines is not [['|', ..] first, ['|', ..] second, ..] || second.Trim('|', '-', ':', ' ').Length == 0)
            return "";
        var columns = first.Count(c => c == '|') - 1;
        return columns < 1 ? "" : $"|{Repeated(" |", columns)}\n|{Repeated("--|", columns)}\n";
    }
}
