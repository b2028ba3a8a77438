using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>How a run's letters look, by its own properties and its character style.</summary>
internal sealed class WordRunStyles
{
    private const int MaxChain = 20;

    private readonly Dictionary<string, Style> styles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WordRunStyle> known = new(StringComparer.Ordinal);

    public WordRunStyles(MainDocumentPart main)
    {
        foreach (var style in main.StyleDefinitionsPart?.Styles?.Elements<Style>() ?? [])
        {
            if (style.StyleId?.Value is { } id && style.Type?.Value == StyleValues.Character)
                styles[id] = style;
        }
    }

    public WordRunStyle Find(Run run)
    {
        if (run.RunProperties is not { } own)
            return WordRunStyle.Plain;
        var id = own.RunStyle?.Val?.Value;
        var style = id is null ? WordRunStyle.Plain : known.TryGetValue(id, out var found) ? found : known[id] = Resolve(id);
        return With(style, own.Vanish, own.Strike, own.DoubleStrike, own.VerticalTextAlignment);
    }

    private WordRunStyle Resolve(string id)
    {
        var chain = new List<StyleRunProperties>();
        for (var i = 0; i < MaxChain && styles.TryGetValue(id, out var style); i++)
        {
            if (style.StyleRunProperties is { } properties)
                chain.Add(properties);
            if (style.BasedOn?.Val?.Value is not { } parent)
                break;
            id = parent;
        }

        var resolved = WordRunStyle.Plain;
        for (var i = chain.Count - 1; i >= 0; i--)
            resolved = With(resolved, chain[i].Vanish, chain[i].Strike, chain[i].DoubleStrike, chain[i].VerticalTextAlignment);
        return resolved;
    }

    private static WordRunStyle With(
        WordRunStyle style, OnOffType? hidden, OnOffType? struck, OnOffType? struckTwice, VerticalTextAlignment? place)
    {
        var shift = place?.Val?.Value is not { } at ? style.Shift
            : at == VerticalPositionValues.Superscript ? 1
            : at == VerticalPositionValues.Subscript ? -1
            : 0;
        return new WordRunStyle(IsOn(hidden) ?? style.IsHidden, IsOn(struck) ?? IsOn(struckTwice) ?? style.IsStruck, shift);
    }

    private static bool? IsOn(OnOffType? property) => property is null ? null : property.Val is null || property.Val.Value;
}
