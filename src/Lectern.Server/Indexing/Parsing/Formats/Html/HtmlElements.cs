namespace Lectern.Server.Indexing.Parsing.Formats.Html;

/// <summary>What the rules of HTML's parser say of elements.</summary>
internal static class HtmlElements
{
    private static readonly HashSet<string> Void = new(StringComparer.Ordinal)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "html",
        "head", "body",
    };

    private static readonly HashSet<string> Raw = new(StringComparer.Ordinal)
    {
        "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext",
    };

    /// <summary>They stay open over what ends around them.</summary>
    private static readonly HashSet<string> Letters = new(StringComparer.Ordinal)
    {
        "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
    };

    private static readonly HashSet<string> OfTable =
        new(StringComparer.Ordinal) { "td", "th", "tr", "tbody", "thead", "tfoot", "caption", "colgroup", "table" };

    private static readonly HashSet<string> EndsParagraph = new(StringComparer.Ordinal)
    {
        "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "menu", "nav",
        "ol", "p", "pre", "section", "summary", "table", "ul",
    };

    public static bool IsVoid(string name) => Void.Contains(name);

    /// <summary>Whether what is in it is no tags.</summary>
    public static bool IsRaw(string name) => Raw.Contains(name);

    public static bool IsLetters(string name) => Letters.Contains(name);

    public static bool IsCell(string name) => name is "td" or "th" or "caption";

    public static bool IsOfTable(string name) => OfTable.Contains(name);

    /// <summary>Whether its tag may close itself, in a drawing.</summary>
    public static bool IsDrawn(string name) => name is "path" or "rect" or "circle" or "line" or "g" or "use" or "polygon"
        or "polyline" or "ellipse" or "stop" or "mspace" or "image" or "text" or "title";

    /// <summary>Whether a drawing or formula that is open ends where it begins.</summary>
    public static bool EndsDrawing(string name) => EndsParagraph.Contains(name) || IsVoid(name)
        || name is "b" or "big" or "code" or "em" or "i" or "nobr" or "ruby" or "s" or "small" or "span" or "strong" or "strike"
            or "sub" or "sup" or "tt" or "u" or "var";

    /// <summary>Whether an end tag, or the begin of the next such element, does not reach beyond it.</summary>
    public static bool Holds(string holder, string name) => name switch
    {
        "li" => holder is "ul" or "ol" or "menu" or "dir" or "table" || IsCell(holder),
        "dt" or "dd" => holder is "dl" or "table" || IsCell(holder),
        "option" => holder == "select",
        _ => holder == "table" || (IsCell(holder) && !IsOfTable(name)),
    };

    /// <summary>Which elements, if they are open, end where it begins.</summary>
    public static string[] EndedBy(string name) => name switch
    {
        "td" or "th" => ["td", "th"],
        "tr" => ["tr"],
        "tbody" or "thead" or "tfoot" => ["tbody", "thead", "tfoot"],
        "option" => ["option"],
        "li" => ["p", "li"],
        "dt" or "dd" => ["p", "dt", "dd"],
        _ => EndsParagraph.Contains(name) ? ["p"] : [],
    };
}
