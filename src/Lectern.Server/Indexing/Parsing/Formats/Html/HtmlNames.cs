namespace Lectern.Server.Indexing.Parsing.Formats.Html;

/// <summary>What the elements of HTML are.</summary>
internal static class HtmlNames
{
    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "noscript", "template", "head", "iframe", "object", "canvas", "button", "audio", "video", "datalist",
        "rp", "rt", "rtc", "noframes", "frameset",
    };

    private static readonly HashSet<string> Inline = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input",
        "ins", "kbd", "label", "map", "mark", "math", "meter", "nobr", "output", "picture", "progress", "q", "rb", "ruby",
        "s", "samp",
        "select", "slot", "small", "span", "strike", "strong", "sub", "sup", "textarea", "time", "tt", "u", "var", "wbr",
    };

    /// <summary>Whether nobody sees what is in it.</summary>
    public static bool IsSkipped(string name) => Skipped.Contains(name);

    /// <summary>Whether it stands in a line; names of other vocabularies (<c>o:p</c>) do.</summary>
    public static bool IsInline(string name) => Inline.Contains(name) || name.Contains(':', StringComparison.Ordinal);
}
