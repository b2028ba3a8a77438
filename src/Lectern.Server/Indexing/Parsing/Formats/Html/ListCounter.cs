using System.Globalization;
using AngleSharp.Dom;

namespace Lectern.Server.Indexing.Parsing.Formats.Html;

/// <summary>Numbers the items of one list as a browser does: start, value, reversed, and how it counts.</summary>
internal sealed class ListCounter
{
    private static readonly string[] Types =
    [
        "none", "disc", "circle", "square", "decimal", "decimal-leading-zero", "lower-alpha", "lower-latin", "upper-alpha",
        "upper-latin", "lower-roman", "upper-roman", "lower-greek",
    ];

    private readonly string type;
    private readonly int step;
    private int next;

    public ListCounter(IElement list, HtmlStyle style)
    {
        var isOrdered = list.LocalName == "ol";
        step = isOrdered && list.HasAttribute("reversed") ? -1 : 1;
        next = Number(list, "start") ?? (step < 0 ? list.Children.Count(c => c.LocalName == "li") : 1);
        type = style.ListType ?? OfAttribute(list.GetAttribute("type")) ?? (isOrdered ? "decimal" : "disc");
    }

    public static bool IsType(string name) => Types.Contains(name);

    /// <returns>The mark before an item: <c>3.</c>, <c>b.</c>, or a dash where it has no number.</returns>
    public string Next(IElement item, HtmlStyle style)
    {
        var number = Number(item, "value") ?? next;
        next = (int)Math.Clamp((long)number + step, int.MinValue, int.MaxValue);
        var shown = Shown(number, style.ListType ?? OfAttribute(item.GetAttribute("type")) ?? type);
        return shown is null ? "-" : shown + ".";
    }

    private static string? Shown(int number, string type) => type switch
    {
        "none" or "disc" or "circle" or "square" => null,
        "decimal-leading-zero" => number.ToString("00", CultureInfo.InvariantCulture),
        "lower-alpha" or "lower-latin" => Numerals.Of(number, "a"),
        "upper-alpha" or "upper-latin" => Numerals.Of(number, "A"),
        "lower-roman" => Numerals.Of(number, "i"),
        "upper-roman" => Numerals.Of(number, "I"),
        "lower-greek" when number is > 0 and <= 24 => ((char)('α' + number - (number <= 17 ? 1 : 0))).ToString(),
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    private static string? OfAttribute(string? type) => type switch
    {
        "1" => "decimal",
        "a" => "lower-alpha",
        "A" => "upper-alpha",
        "i" => "lower-roman",
        "I" => "upper-roman",
        _ => null,
    };

    private static int? Number(IElement element, string name) =>
        int.TryParse(element.GetAttribute(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
