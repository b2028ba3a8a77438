using System.Xml;

namespace Lectern.Server.Indexing.Parsing.Formats.OpenDocument;

/// <summary>A table as Markdown. Covered cells stand where a span reaches; the span fills them.</summary>
internal static class OpenDocumentTables
{
    private const int MaxRepeat = 100;

    /// <param name="notes">Gets what stands after the table.</param>
    public static string Read(XmlReader xml, OpenDocumentStyles styles, OpenDocumentObjects objects, List<string> notes)
    {
        var table = new MarkdownTable();
        Rows(xml, table, styles, objects, notes);
        return table.ToString();
    }

    private static void Rows(
        XmlReader xml, MarkdownTable table, OpenDocumentStyles styles, OpenDocumentObjects objects, List<string> notes)
    {
        if (xml.IsEmptyElement)
            return;
        while (xml.NextElement())
        {
            if (xml.LocalName == "table-row")
            {
                var (repeated, before) = (xml.Number("number-rows-repeated"), table.Rows);
                table.AddRow(Cells(xml, styles, objects, notes));
                if (table.Rows > before)
                    table.RepeatLastRow(Math.Min(repeated, MaxRepeat) - 1);
            }
            else if (xml.LocalName is "table-header-rows" or "table-rows" or "table-row-group")
                Rows(xml, table, styles, objects, notes);
            else
                xml.Pass();
        }
    }

    private static List<GridCell> Cells(XmlReader xml, OpenDocumentStyles styles, OpenDocumentObjects objects, List<string> notes)
    {
        var cells = new List<GridCell>();
        if (xml.IsEmptyElement)
            return cells;
        while (xml.NextElement())
        {
            if (xml.LocalName is not ("table-cell" or "covered-table-cell"))
            {
                xml.Pass();
                continue;
            }

            var isCovered = xml.LocalName == "covered-table-cell";
            var (columns, rows) = (
                Math.Max(1, xml.Number("number-columns-spanned")), Math.Max(1, xml.Number("number-rows-spanned")));
            var repeated = Math.Clamp(xml.Number("number-columns-repeated"), 1, MaxRepeat);
            var text = new OpenDocumentText(styles, objects);
            var cell = new GridCell(text.Read(xml), Math.Max(columns, repeated), rows);
            notes.AddRange(text.Tables);
            notes.AddRange(text.Notes);
            if (!isCovered)
                cells.Add(cell);
        }

        return cells;
    }
}
