using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ExcelNumberFormat;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

using Lectern.Server.Text;

// Inside the namespace, where it comes before the folder Text.
using Text = DocumentFormat.OpenXml.Spreadsheet.Text;

/// <summary>Shows a workbook's cells as the sheet does: shared strings looked up, numbers and dates by their format.</summary>
internal sealed class SheetValues
{
    /// <summary>Days from 1899-12-30, which Excel counts from, to 1904-01-01, which old Macintosh files count from.</summary>
    private const double Days1904 = 1462;

    /// <summary>Excel's own limits: characters of a cell, and of a number's format.</summary>
    private const int MaxCell = 32_767;
    private const int MaxFormat = 255;
    private const int RepeatedBeforeEarned = 1_000_000;

    private readonly List<string> strings = [];
    private readonly HashSet<int> shown = [];
    private readonly FillBudget repeated = new(RepeatedBeforeEarned);
    private readonly List<NumberFormat?> formats = [];
    private readonly List<bool> struck = [];
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

        var fonts = (sheet?.Fonts?.Elements<Font>() ?? []).Select(
            f => f.GetFirstChild<Strike>() is { } s && s.Val?.Value != false).ToList();
        foreach (var cell in sheet?.CellFormats?.Elements<CellFormat>() ?? [])
        {
            var id = cell.NumberFormatId?.Value ?? 0;
            var code = custom.GetValueOrDefault(id) ?? SheetFormats.BuiltIn(id);
            var format = code is null or { Length: > MaxFormat } ? null : new NumberFormat(SheetFormats.Known(code));
            formats.Add(format is { IsValid: true } ? format : null);
            struck.Add(fonts.ElementAtOrDefault((int)(cell.FontId?.Value ?? 0)));
        }
    }

    public string Text(Cell cell) => TextStart.Of(Shown(cell), MaxCell);

    private string Shown(Cell cell)
    {
        var type = cell.DataType?.Value;
        if (type == CellValues.InlineString)
            return Struck(SheetText.Of(cell.InlineString), cell);
        if (cell.CellValue?.Text is not { Length: > 0 } raw)
            return cell.CellFormula is { } formula ? "=" + formula.Text : "";
        if (type == CellValues.SharedString)
            return int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < strings.Count
                ? Struck(Shared(index), cell)
                : "";
        if (type == CellValues.Boolean)
            return raw == "1" ? "TRUE" : "FALSE";
        if (type == CellValues.String || type == CellValues.Error || type == CellValues.Date)
            return type == CellValues.String ? Struck(SheetText.Unescaped(raw), cell) : raw;
        return Struck(
            double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Number(
                number, cell.StyleIndex?.Value) : raw,
            cell);
    }

    /// <summary>A long text that very many cells share stands whole in the first ones.</summary>
    private string Shared(int index)
    {
        var text = strings[index];
        var isAgain = text.Length > MarkdownTable.MaxRepeatedCharacters && !shown.Add(index);
        return isAgain && !repeated.Take(text) ? text[..MarkdownTable.MaxRepeatedCharacters] + "…" : text;
    }

    /// <summary>A cell whose letters are struck out as a whole.</summary>
    private string Struck(string text, Cell cell) =>
        text.Length > 0 && cell.StyleIndex?.Value is { } style && style < struck.Count && struck[(int)style]
            ? $"~~{text}~~"
            : text;

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
            if (reader.ElementType != typeof(SharedStringItem) || !reader.IsStartElement)
                continue;
            strings.Add(SheetText.Of(reader.LoadCurrentElement()));
            repeated.Earn(strings[^1]);
        }
    }
}
