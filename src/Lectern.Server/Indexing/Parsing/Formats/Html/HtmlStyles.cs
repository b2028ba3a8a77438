using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Lectern.Server.Indexing.Parsing.Formats.Html;

/// <summary>
/// The styles of a page's elements, as far as they decide what is read: its own style sheets, by selectors of one element
/// (<c>p.note</c>), then the element's attribute. Looking one up costs the same whatever the page is.
/// </summary>
internal sealed partial class HtmlStyles
{
    private const int MaxSheetCharacters = 2_000_000;
    private const int MaxRules = 5_000;

    /// <summary>Rules that are looked up by the same name.</summary>
    private const int MaxRulesOfName = 24;
    private const int MaxClasses = 32;

    private static readonly string[] Matters =
        ["display", "visibility", "mso-hide", "opacity", "font-size", "text-decoration", "vertical-align", "list-style"];

    private readonly Dictionary<string, List<Rule>> rules = new(StringComparer.Ordinal);
    private int count;

    public static HtmlStyles Of(IDocument document)
    {
        var styles = new HtmlStyles();
        var left = MaxSheetCharacters;
        foreach (var sheet in document.QuerySelectorAll("style"))
        {
            var text = sheet.TextContent;
            if (text.Length > left)
                break;
            left -= text.Length;
            if (sheet.GetAttribute("media") is null or "" or "all" or "screen")
                styles.Read(WithoutComments(text));
        }

        return styles;
    }

    public HtmlStyle Of(IElement element)
    {
        var style = HtmlStyle.None;
        if (count > 0)
        {
            var found = Named(element.LocalName).ToList();
            var names = Names(element);
            foreach (var name in names)
                found.AddRange(Named(name));
            foreach (var rule in found.Where(r => r.Matches(element, names)).OrderBy(r => r.Weight).ThenBy(r => r.Order))
                style = style.Under(rule.Style);
        }

        var own = element.GetAttribute("style");
        return own is not null && IsOfMatter(own) ? style.Under(HtmlStyle.Parse(own)) : style;
    }

    /// <summary>Its classes and its id as selectors name them.</summary>
    private static List<string> Names(IElement element)
    {
        var names = new List<string>();
        var classes = element.ClassName ?? "";
        foreach (var part in classes.AsSpan().SplitAny(" \t\n\r\f"))
        {
            if (names.Count == MaxClasses)
                break;
            if (classes[part] is { Length: > 0 } name && !names.Contains("." + name))
                names.Add("." + name);
        }

        if (element.Id is { Length: > 0 } id)
            names.Add("#" + id);
        return names;
    }

    private List<Rule> Named(string name) => rules.GetValueOrDefault(name) ?? [];

    private static bool IsOfMatter(string declarations) =>
        Array.Exists(Matters, m => declarations.Contains(m, StringComparison.OrdinalIgnoreCase));

    private void Read(string sheet)
    {
        var at = 0;
        while (at < sheet.Length && count < MaxRules)
        {
            var open = sheet.IndexOf('{', at);
            if (open < 0)
                return;
            var before = sheet[at..open];
            var head = before[(before.LastIndexOfAny([';', '}']) + 1)..].Trim();
            if (head.StartsWith('@'))
            {
                at = head is "@media screen" or "@media all" ? open + 1 : AfterBlock(sheet, open);
                continue;
            }

            var close = sheet.IndexOf('}', open);
            if (close < 0)
                return;
            var declarations = sheet[(open + 1)..close];
            if (IsOfMatter(declarations))
                Add(head, HtmlStyle.Parse(declarations));
            at = close + 1;
        }
    }

    private static int AfterBlock(string sheet, int open)
    {
        var depth = 0;
        for (var i = open; i < sheet.Length; i++)
        {
            depth += sheet[i] == '{' ? 1 : sheet[i] == '}' ? -1 : 0;
            if (depth == 0)
                return i + 1;
        }

        return sheet.Length;
    }

    private void Add(string selectors, HtmlStyle style)
    {
        if (style == HtmlStyle.None)
            return;
        foreach (var selector in selectors.Split(','))
        {
            if (Compound().Match(selector.Trim()) is not { Success: true } match)
                continue;
            var tag = match.Groups["tag"].Value.ToLowerInvariant();
            var names = match.Groups["name"].Captures.Select(c => c.Value).ToList();
            if (tag.Length == 0 && names.Count == 0)
                continue;
            var key = names.Find(n => n[0] == '#') ?? names.FirstOrDefault() ?? tag;
            if (!rules.TryGetValue(key, out var ofName))
                rules.Add(key, ofName = []);
            var weight = (100 * names.Count(n => n[0] == '#')) + (10 * names.Count) + (tag.Length > 0 ? 1 : 0);
            if (ofName.Count < MaxRulesOfName)
                ofName.Add(new Rule(tag, names, style, weight, count++));
        }
    }

    /// <summary>One that nothing ends goes to the sheet's end.</summary>
    private static string WithoutComments(string sheet)
    {
        var (text, at) = (new StringBuilder(sheet.Length), 0);
        while (at < sheet.Length && sheet.IndexOf("/*", at, StringComparison.Ordinal) is >= 0 and var open)
        {
            text.Append(sheet, at, open - at).Append(' ');
            var close = sheet.IndexOf("*/", open + 2, StringComparison.Ordinal);
            at = close < 0 ? sheet.Length : close + 2;
        }

        return text.Append(sheet, at, sheet.Length - at).ToString();
    }

    [GeneratedRegex(@"^(?<tag>[A-Za-z][\w:-]{0,60})?(?<name>[.#][A-Za-z_][\w-]{0,100}){0,6}$", RegexOptions.None, 1000)]
    private static partial Regex Compound();

    private sealed record Rule(string Tag, List<string> Names, HtmlStyle Style, int Weight, int Order)
    {
        /// <param name="names">Of the element.</param>
        public bool Matches(IElement element, List<string> names) =>
            (Tag.Length == 0 || element.LocalName == Tag) && Names.TrueForAll(names.Contains);
    }
}
