using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ExcelNumberFormat;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

// Inside the namespace, where it comes before the folder Text.
using Text = DocumentFormat.OpenXml.Spreadsheet.Text;

/// <summary>Shows a workbook's cells as the sheet does: shared strings looked up, numbers and dates by their format.</summary>
internal sealed class SheetValues
{
    /// <summary>Days from 1899-12-30, which Excel counts from, to 1904-01-01, which old Macintosh files count from.</summary>
    private const double Days1904 = 1462;

    private readonly List<string> strings = [];
    private readonly List<NumberFormat?> formats = [];
    private readonly bool from1904;

    public SheetValues(WorkbookPart workbook)
    {
        from1904 = workbook.Workbook?.WorkbookProperties?.Date1904?.Value ?? false;
        if (workbook.SharedStringTablePart is { } table)
            ReadStrings(table);
        var sheet = workbook.WorkbookStylesPart?.Stylesheet;
        var custom = new Dictionary<uint, string>();
        foreach (var format in sheet?.NumberingFormats?.Elements<NumberingFormat>() ?? [])
        {
            if (format is { NumberFormatId.Value: var id, FormatCode.Value: { } code })
                custom[id] = code;
        }

        foreach (var cell in sheet?.CellFormats?.Elements<CellFormat>() ?? [])
        {
            var id = cell.NumberFormatId?.Value ?? 0;
            var code = custom.GetValueOrDefault(id) ?? BuiltIn(id);
            var format = code is null ? null : new NumberFormat(code);
            formats.Add(format is { IsValid: true } ? format : null);
        }
    }

    public string Text(Cell cell)
    {
        var type = cell.DataType?.Value;
        if (type == CellValues.InlineString)
            return Runs(cell.InlineString);
        if (cell.CellValue?.Text is not { } raw)
            return "";
        if (type == CellValues.SharedString)
            return int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < strings.Count
                ? strings[index]
                : "";
        if (type == CellValues.Boolean)
            return raw == "1" ? "TRUE" : "FALSE";
        if (type == CellValues.String || type == CellValues.Error || type == CellValues.Date)
            return raw;
        return double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? Number(number, cell.StyleIndex?.Value)
            : raw;
    }

    private string Number(double number, uint? style)
    {
        var format = style is { } index && index < formats.Count ? formats[(int)index] : null;
        var plain = number.ToString("G15", CultureInfo.InvariantCulture);
        if (format is null)
            return plain;
        try
        {
            if (!format.IsDateTimeFormat)
                return format.Format(number, CultureInfo.InvariantCulture).Trim();
            var days = from1904 ? number + Days1904 : number;
            return format.Format(DateTime.FromOADate(days), CultureInfo.InvariantCulture).Trim();
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            // No date of any calendar, or a format that is none: the value as it is stored.
            return plain;
        }
    }

    private void ReadStrings(SharedStringTablePart table)
    {
        using var reader = OpenXmlReader.Create(table);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(SharedStringItem) && reader.IsStartElement)
                strings.Add(Runs(reader.LoadCurrentElement()));
        }
    }

    /// <summary>Text and rich text; readings of ideographs (<c>rPh</c>) are not part of it.</summary>
    private static string Runs(OpenXmlElement? item) => item is null ? "" : string.Concat(
        item.Descendants<Text>().Where(t => t.Parent is not PhoneticRun).Select(t => t.Text));

    /// <summary>The formats that files name by number only (ECMA-376, 18.8.30).</summary>
    private static string? BuiltIn(uint id) => id switch
    {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "yyyy-mm-dd",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy-mm-dd h:mm",
        37 or 38 => "#,##0;(#,##0)",
        39 or 40 => "#,##0.00;(#,##0.00)",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        _ => null,
    };
}
