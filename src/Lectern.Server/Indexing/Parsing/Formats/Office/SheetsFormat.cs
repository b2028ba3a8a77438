using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>
/// XLSX: a sheet is a page and a heading; what empty rows part is a table of its own, a row with one cell a paragraph. Values
/// are shown as the sheet shows them. Rows are streamed: what a sheet claims to span costs nothing.
/// </summary>
internal static class SheetsFormat
{
    private const int FilledBeforeEarned = 100_000;

    public static void Read(byte[] content, DocumentBuilder builder, Action<int> pageDone)
    {
        using var package = SpreadsheetDocument.Open(new MemoryStream(content, writable: false), isEditable: false);
        var main = package.WorkbookPart ?? throw new UnreadableFileException("The file is damaged: it has no workbook inside.");
        var values = new SheetValues(main);
        var budget = new FillBudget(FilledBeforeEarned);
        var read = new HashSet<OpenXmlPart>();
        var number = 0;
        foreach (var sheet in main.Workbook?.Sheets?.Elements<Sheet>() ?? [])
        {
            if (builder.IsFull)
                break;
            builder.StartPage(++number);
            builder.Heading(2, (sheet.Name?.Value ?? $"Sheet {number}") + Hidden(sheet));
            if (sheet.Id?.Value is { } id && main.TryGetPartById(id, out var part) && read.Add(part))
            {
                if (part is WorksheetPart worksheet)
                    new SheetReader(worksheet, values, budget, builder, read, () => pageDone(number)).Read();
                else if (part is ChartsheetPart { DrawingsPart: { } drawings } && read.Add(drawings))
                    SheetReader.Charts(drawings, builder);
            }

            pageDone(number);
        }
    }

    /// <summary>A sheet that the program does not show is read, and named as one.</summary>
    private static string Hidden(Sheet sheet) =>
        sheet.State?.Value is { } state && state != SheetStateValues.Visible ? " (hidden sheet)" : "";
}
