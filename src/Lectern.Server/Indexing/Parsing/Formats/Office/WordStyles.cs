using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>What a document's paragraph styles mean, with what they inherit.</summary>
internal sealed class WordStyles
{
    private const int MaxChain = 20;
    private const int BodyText = 9;

    private readonly Dictionary<string, Style> styles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WordStyle> known = new(StringComparer.Ordinal);
    private readonly string? defaultId;

    public WordStyles(MainDocumentPart main)
    {
        foreach (var style in main.StyleDefinitionsPart?.Styles?.Elements<Style>() ?? [])
        {
            if (style.StyleId?.Value is not { } id)
                continue;
            styles[id] = style;
            if (style.Default?.Value == true && style.Type?.Value == StyleValues.Paragraph)
                defaultId = id;
        }
    }

    public WordStyle Find(Paragraph paragraph)
    {
        var id = paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value ?? defaultId;
        var style = id is null ? WordStyle.Plain : known.TryGetValue(id, out var found) ? found : known[id] = Resolve(id);
        return paragraph.ParagraphProperties?.OutlineLevel?.Val?.Value is { } outline && outline < BodyText
            ? style with { HeadingLevel = outline + 1 }
            : style;
    }

    public static bool BreaksPage(Paragraph paragraph) =>
        paragraph.ParagraphProperties?.PageBreakBefore is { } set && (set.Val is null || set.Val.Value);

    private WordStyle Resolve(string id)
    {
        var resolved = WordStyle.Plain;
        for (var i = 0; i < MaxChain && styles.TryGetValue(id, out var style); i++)
        {
            var name = style.StyleName?.Val?.Value ?? "";
            var properties = style.StyleParagraphProperties;
            if (resolved.HeadingLevel == 0)
                resolved = resolved with { HeadingLevel = Level(name, properties?.OutlineLevel?.Val?.Value) };
            resolved = resolved with
            {
                IsCode = resolved.IsCode || name.Contains("code", StringComparison.OrdinalIgnoreCase)
                    || name == "HTML Preformatted",
                NumberingId = resolved.NumberingId ?? properties?.NumberingProperties?.NumberingId?.Val?.Value,
                NumberingLevel = resolved.NumberingLevel ?? properties?.NumberingProperties?.NumberingLevelReference?.Val?.Value,
            };
            if (style.BasedOn?.Val?.Value is not { } parent)
                break;
            id = parent;
        }

        return resolved;
    }

    private static int Level(string name, int? outline)
    {
        if (name.Equals("Title", StringComparison.OrdinalIgnoreCase))
            return 1;
        if (name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(name.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var level))
        {
            return Math.Clamp(level, 1, 6);
        }

        return outline is { } set and < BodyText ? Math.Min(set + 1, 6) : 0;
    }
}
