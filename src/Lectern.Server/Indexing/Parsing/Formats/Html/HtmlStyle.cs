namespace Lectern.Server.Indexing.Parsing.Formats.Html;

/// <summary>What of an element's style decides what is read; null where it says nothing.</summary>
internal sealed record HtmlStyle
{
    public static HtmlStyle None { get; } = new();

    /// <summary>It takes no place, nor does anything in it.</summary>
    public bool? IsGone { get; init; }

    /// <summary>It is not seen, but an element in it may be.</summary>
    public bool? IsInvisible { get; init; }

    public bool? IsStruck { get; init; }

    /// <summary>1 above the line, -1 below, 0 on it.</summary>
    public int? Shift { get; init; }

    /// <summary>How a list counts, by its name in CSS.</summary>
    public string? ListType { get; init; }

    /// <summary>Of declarations such as <c>display: none; list-style: lower-alpha inside</c>.</summary>
    public static HtmlStyle Parse(string declarations)
    {
        var style = None;
        foreach (var declaration in declarations.Split(';'))
        {
            var colon = declaration.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                continue;
            var value = declaration[(colon + 1)..].ToLowerInvariant().Replace("!important", "", StringComparison.Ordinal).Trim();
            style = style.With(declaration[..colon].Trim().ToLowerInvariant(), value);
        }

        return style;
    }

    /// <summary>This one, and over it another that comes later.</summary>
    public HtmlStyle Under(HtmlStyle later) => later == None ? this : new HtmlStyle
    {
        IsGone = later.IsGone ?? IsGone,
        IsInvisible = later.IsInvisible ?? IsInvisible,
        IsStruck = later.IsStruck ?? IsStruck,
        Shift = later.Shift ?? Shift,
        ListType = later.ListType ?? ListType,
    };

    private HtmlStyle With(string name, string value)
    {
        switch (name)
        {
            case "display":
                return this with { IsGone = value == "none" };
            case "mso-hide" when value == "all":
                return this with { IsGone = true };
            case "visibility":
                return this with { IsInvisible = value is "hidden" or "collapse" };
            case "opacity" when value is "0" or "0.0" or "0%":
                return this with { IsGone = true };
            case "font-size" when value is "0" or "0px" or "0pt" or "0em":
                return this with { IsInvisible = true };
            case "font-size":
                return this with { IsInvisible = IsInvisible is true ? false : IsInvisible };
            case "text-decoration" or "text-decoration-line":
                return this with { IsStruck = value.Contains("line-through", StringComparison.Ordinal) };
            case "vertical-align":
                return this with { Shift = value == "super" ? 1 : value == "sub" ? -1 : 0 };
            case "list-style" or "list-style-type":
                return this with { ListType = value.Split(' ').FirstOrDefault(ListCounter.IsType) ?? ListType };
            default:
                return this;
        }
    }
}
