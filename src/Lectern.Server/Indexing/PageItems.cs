using System.Text.Json;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Text;

namespace Lectern.Server.Indexing;

/// <summary>
/// A page's items as JSON: <c>{"page":3,"width":612,"height":792,"items":[{"type":"heading","level":1,"md":"#
/// Tides","start_char":0, "end_char":7,"bbox":{"x":72,"y":70.5,"width":88,"height":14}}]}</c>. Boxes are in points from the
/// displayed page's top left, null in a format without; offsets are code points in the parsed text.
/// </summary>
internal static class PageItems
{
    /// <summary>Page by page; nothing for a format without pages.</summary>
    public static IEnumerable<(int Page, byte[] Json)> Of(ParsedDocument document)
    {
        var map = new CodePointMap(document.Text);
        var boxes = document.Boxes.ToDictionary(b => b.Page);
        var blocks = document.Blocks.ToLookup(b => b.Page);
        foreach (var page in document.Pages)
            yield return (
                page.Number, Write(document.Text, page, blocks[page.Number], boxes.GetValueOrDefault(page.Number), map));
    }

    private static byte[] Write(string text, ParsedPage page, IEnumerable<TextBlock> blocks, PageBoxes? boxes, CodePointMap map)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            var words = new Queue<TextBox>(boxes?.Decode() ?? []);
            json.WriteStartObject();
            json.WriteNumber("page", page.Number);
            json.WriteNumber("width", Math.Round(page.Width, 2));
            json.WriteNumber("height", Math.Round(page.Height, 2));
            json.WriteStartArray("items");
            foreach (var block in blocks)
                Item(json, text, block, map.ToCodePoint(block.Start), map.ToCodePoint(block.Start + block.Length), words);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Item(Utf8JsonWriter json, string text, TextBlock block, int start, int end, Queue<TextBox> words)
    {
        json.WriteStartObject();
        json.WriteString("type", Type(block.Kind));
        if (block.HeadingLevel > 0)
            json.WriteNumber("level", block.HeadingLevel);
        json.WriteString("md", text.AsSpan(block.Start, block.Length));
        json.WriteNumber("start_char", start);
        json.WriteNumber("end_char", end);
        var inside = new List<TextBox>();
        while (words.TryPeek(out var word) && word.Start < end)
            inside.Add(words.Dequeue());
        if (inside.Count == 0)
        {
            json.WriteNull("bbox");
        }
        else
        {
            var (x, y) = (inside.Min(w => w.X), inside.Min(w => w.Y));
            json.WriteStartObject("bbox");
            json.WriteNumber("x", x);
            json.WriteNumber("y", y);
            json.WriteNumber("width", inside.Max(w => w.X + w.Width) - x);
            json.WriteNumber("height", inside.Max(w => w.Y + w.Height) - y);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string Type(BlockKind kind) => kind switch
    {
        BlockKind.Heading => "heading",
        BlockKind.ListItem => "list_item",
        BlockKind.Table => "table",
        BlockKind.Code => "code",
        BlockKind.Margin => "margin",
        _ => "text",
    };
}
