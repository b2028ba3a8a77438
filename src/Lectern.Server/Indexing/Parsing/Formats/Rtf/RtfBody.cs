using Lectern.Server.Indexing.Parsing.Formats.Html;

namespace Lectern.Server.Indexing.Parsing.Formats.Rtf;

/// <summary>Makes blocks of a document's text: paragraphs, headings, list items, tables, notes and pages.</summary>
internal sealed class RtfBody(DocumentBuilder builder, Action<int> sign)
{
    private readonly MarkedText text = new();
    private readonly List<string> notes = [];
    private readonly RtfTable table = new();
    private readonly Dictionary<int, int> outlines = [];
    private int page;
    private bool inTable;
    private bool isList;
    private int outline;
    private string marker = "";
    private string author = "";
    private string property = "";
    private string picture = "";

    public void StartPages() => builder.StartPage(++page);

    public void Sign() => sign(Math.Max(1, page));

    /// <summary>A style that makes a heading of a paragraph.</summary>
    public void AddOutline(int style, int level) => outlines[style] = level;

    /// <summary>Takes what a group captured.</summary>
    public void Take(RtfCapture kind, string what)
    {
        switch (kind)
        {
            case RtfCapture.ListMark:
                marker = what;
                break;
            case RtfCapture.CommentAuthor:
                author = what;
                break;
            case RtfCapture.PropertyName:
                property = what;
                break;
            case RtfCapture.PropertyValue when property == "wzDescription" && HtmlPictures.Said(what) is { } said
                && said != picture:
                // The same picture follows in a form for old programs.
                picture = said;
                text.Append($" {said} ");
                break;
            case RtfCapture.Note or RtfCapture.Comment when what.Length > 0:
                var by = kind == RtfCapture.Comment && author.Length > 0 ? $" by {author}" : "";
                notes.Add($"[{(kind == RtfCapture.Comment ? "Comment" + by : "Note")}: {what}]");
                author = "";
                break;
        }
    }

    public void Append(string what, in RtfGroup group)
    {
        if (group.Capture is { } capture)
            capture.Append(what);
        else
            text.Append(what, group.IsStruck, group.Shift);
    }

    /// <summary>A word of layout outside of notes and markers.</summary>
    public void Word(string word, int? value)
    {
        switch (word)
        {
            case "par" or "sect":
                EndParagraph();
                break;
            case "pard":
                (inTable, outline, isList) = (false, 0, false);
                break;
            case "s":
                outline = outlines.GetValueOrDefault(value ?? 0);
                break;
            case "ls" or "pnlvlblt" or "pnlvlbody":
                isList = true;
                break;
            case "intbl":
                inTable = true;
                break;
            case "outlinelevel":
                outline = value is >= 0 and < 9 ? value.Value + 1 : 0;
                break;
            case "cell":
                inTable = true;
                table.AddCell(Cell());
                break;
            case "nestcell":
                inTable = true;
                table.AddInnerCell(Cell());
                break;
            case "page" when page > 0:
                EndParagraph();
                EndTable();
                StartPages();
                Sign();
                break;
            default:
                table.Word(word);
                break;
        }
    }

    public void EndParagraph()
    {
        if (inTable)
        {
            text.Append(" ");
            return;
        }

        EndTable();
        AddParagraph();
    }

    /// <summary>A table that no row ends, and a cell that nothing ends, say what they say all the same.</summary>
    public void End()
    {
        EndTable();
        AddParagraph();
    }

    private string Cell()
    {
        var what = text.Take().Trim();
        if (marker.Length > 0)
            what = $"{marker} {what}".Trim();
        marker = "";
        return what;
    }

    private void AddParagraph()
    {
        var content = text.Take().Trim();
        if (outline > 0)
            builder.Heading(outline, $"{marker} {content}".Trim());
        else if ((marker.Length > 0 || isList) && content.Length > 0)
            builder.Add(BlockKind.ListItem, $"{(IsNumber(marker) ? marker : "-")} {content}");
        else
            builder.Add(BlockKind.Paragraph, content);
        marker = "";
        foreach (var note in notes)
            builder.Add(BlockKind.Paragraph, note);
        notes.Clear();
    }

    private void EndTable() => builder.Add(BlockKind.Table, table.Take());

    private static bool IsNumber(string mark) => mark.Length > 0 && (char.IsLetterOrDigit(mark[0]) || mark[0] == '(');
}
