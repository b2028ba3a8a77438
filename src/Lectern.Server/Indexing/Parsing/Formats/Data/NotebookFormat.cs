using System.Text.Json;
using Lectern.Server.Indexing.Parsing.Formats.Html;
using Lectern.Server.Indexing.Parsing.Formats.Plain;

namespace Lectern.Server.Indexing.Parsing.Formats.Data;

/// <summary>A Jupyter notebook: its text, its code, and what the code put out; pictures are left out.</summary>
internal static class NotebookFormat
{
    /// <returns>False when it is none.</returns>
    public static bool TryRead(string text, DocumentBuilder builder)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root
                || JsonText.Find(root, "cells") is not { ValueKind: JsonValueKind.Array } cells)
            {
                return false;
            }

            foreach (var cell in cells.EnumerateArray().Where(c => c.ValueKind == JsonValueKind.Object))
            {
                if (builder.IsFull)
                    break;
                Cell(cell, builder);
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Cell(JsonElement cell, DocumentBuilder builder)
    {
        var source = Lines(cell, "source");
        switch (Lines(cell, "cell_type"))
        {
            case "markdown":
                MarkdownFormat.Read(source, builder);
                break;
            case "code":
                if (source.Trim().Length > 0)
                    builder.Add(BlockKind.Code, $"```\n{source.Trim('\n')}\n```");
                foreach (var output in Items(cell, "outputs"))
                    Output(output, builder);
                break;
            default:
                TextFormat.Read(source, builder);
                break;
        }
    }

    private static void Output(JsonElement output, DocumentBuilder builder)
    {
        if (Lines(output, "output_type") == "error")
        {
            TextFormat.Read($"{Lines(output, "ename")}: {Lines(output, "evalue")}", builder);
            return;
        }

        TextFormat.Read(Lines(output, "text"), builder);
        if (JsonText.Find(output, "data") is not { ValueKind: JsonValueKind.Object } data)
            return;
        if (Lines(data, "text/html") is { Length: > 0 } html && html.Contains("<table", StringComparison.OrdinalIgnoreCase))
            HtmlFormat.Read(html, builder, withTitle: false);
        else if (Lines(data, "text/markdown") is { Length: > 0 } markdown)
            MarkdownFormat.Read(markdown, builder);
        else
            TextFormat.Read(Lines(data, "text/plain"), builder);
    }

    private static IEnumerable<JsonElement> Items(JsonElement parent, string name) =>
        JsonText.Find(parent, name) is { ValueKind: JsonValueKind.Array } items
            ? items.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object)
            : [];

    /// <summary>Text is stored whole, or as a list of its lines.</summary>
    private static string Lines(JsonElement parent, string name) => JsonText.Find(parent, name) switch
    {
        { ValueKind: JsonValueKind.String } text => JsonText.Of(text),
        { ValueKind: JsonValueKind.Array } lines =>
            string.Concat(lines.EnumerateArray().Where(l => l.ValueKind == JsonValueKind.String).Select(JsonText.Of)),
        _ => "",
    };
}
