using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

// Inside the namespace, where it comes before the folder Text.
using Text = DocumentFormat.OpenXml.Spreadsheet.Text;

/// <summary>A sheet's texts; readings of ideographs (<c>rPh</c>) are not part of them.</summary>
internal static partial class SheetText
{
    public static string Of(OpenXmlElement? item)
    {
        var text = new MarkedText();
        foreach (var child in item?.ChildElements.AsEnumerable() ?? [])
        {
            if (child is Text plain)
                text.Append(plain.Text);
            else if (child is Run { Text: { } written, RunProperties: var look })
                text.Append(written.Text, IsStruck(look), Shift(look));
        }

        return Unescaped(text.Take());
    }

    /// <summary>What XML cannot hold is written by its number: <c>_x000D_</c>.</summary>
    public static string Unescaped(string text) => !text.Contains("_x", StringComparison.Ordinal) ? text : Escape().Replace(
        text, m => ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    private static bool IsStruck(RunProperties? look) =>
        look?.GetFirstChild<Strike>() is { } strike && strike.Val?.Value != false;

    private static int Shift(RunProperties? look) => look?.GetFirstChild<VerticalTextAlignment>()?.Val?.Value is not { } place ? 0
        : place == VerticalAlignmentRunValues.Superscript ? 1
        : place == VerticalAlignmentRunValues.Subscript ? -1
        : 0;

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_", RegexOptions.None, 1000)]
    private static partial Regex Escape();
}
