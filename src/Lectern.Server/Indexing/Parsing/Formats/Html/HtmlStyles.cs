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
                styles.Read(Comment().Replace(text, " "));
        }

        return styles;
    }

    public HtmlStyle Of(IElement element)
    {
        var style = HtmlStyle.None;
        if (count > 0)
        {
            var found = Named(element.LocalName).ToList();
            foreach (var name in element.ClassList.Take(MaxClasses))
                found.AddRange(Named("." + name));
            if (element.Id is { Length: > 0 } id)
                found.AddRange(Named("#" + id));
            foreach (var rule in found.Where(r => r.Matches(element)).OrderBy(r => r.Weight).ThenBy(r => r.Order))
                style = style.Under(rule.Style);
        }

        var own = element.GetAttribute("style");
        return own is not null && IsOfMatter(own) ? style.Under(HtmlStyle.Parse(own)) : style;
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

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(?<tag>[A-Za-z][\w:-]{0,60})?(?<name>[.#][A-Za-z_][\w-]{0,100}){0,6}$", RegexOptions.None, 1000)]
    private static partial Regex Compound();

    private sealed record Rule(string Tag, List<string> Names, HtmlStyle Style, int Weight, int Order)
    {
        public bool Matches(IElement element) => (Tag.Length == 0 || element.LocalName == Tag)
            && Names.TrueForAll(n => n[0] == '#' ? element.Id == n[1..] : element.ClassList.Contains(n[1..]));
    }
}
