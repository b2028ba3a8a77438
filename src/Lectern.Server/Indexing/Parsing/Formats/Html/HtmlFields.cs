using AngleSharp.Dom;

namespace Lectern.Server.Indexing.Parsing.Formats.Html;

/// <summary>What the fields of a form show.</summary>
internal static class HtmlFields
{
    public static string Value(IElement field) => field.LocalName == "select" ? Chosen(field) : Written(field);

    private static string Written(IElement input) => (input.GetAttribute("type") ?? "text").ToLowerInvariant() switch
    {
        "checkbox" or "radio" => input.HasAttribute("checked") ? " [x] " : " [ ] ",
        "hidden" or "password" or "submit" or "button" or "image" or "reset" or "file" or "range" or "color" => "",
        _ => $" {input.GetAttribute("value")} ",
    };

    private static string Chosen(IElement select)
    {
        var chosen = select.QuerySelectorAll("option").Where(o => o.HasAttribute("selected"));
        return $" {string.Join(", ", chosen.Select(o => Spaces.Collapse(o.TextContent)))} ";
    }
}
