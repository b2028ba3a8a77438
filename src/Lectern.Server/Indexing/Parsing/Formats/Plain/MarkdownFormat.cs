using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Extensions.Yaml;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;

namespace Lectern.Server.Indexing.Parsing.Formats.Plain;

/// <summary>
/// Markdown is kept as it was written; its parser only tells where the blocks are. Lists are taken item by item.
/// </summary>
internal static class MarkdownFormat
{
    private static readonly MarkdownPipeline Pipeline = Build();

    public static void Read(string text, DocumentBuilder builder)
    {
        if (Blocks(text) is not { } blocks)
        {
            TextFormat.Read(text, builder);
            return;
        }

        foreach (var block in blocks)
        {
            if (builder.IsFull)
                break;
            Add(text, block, builder);
        }
    }

    /// <returns>Null where they nest deeper than its parser reads: then it is text.</returns>
    private static MarkdownDocument? Blocks(string text)
    {
        try
        {
            return Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// Links are not looked for: that costs more than their number, and what is kept is the text as it was written.
    /// </summary>
    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder();
        builder.InlineParsers.RemoveAll(p => p is LinkInlineParser or AutolinkInlineParser or HtmlEntityParser);
        return builder.UsePipeTables().UseGridTables().UseYamlFrontMatter().UsePreciseSourceLocation().Build();
    }

    private static void Add(string text, Block block, DocumentBuilder builder)
    {
        switch (block)
        {
            case HeadingBlock heading:
                builder.Add(BlockKind.Heading, Source(text, heading), Math.Clamp(heading.Level, 1, 6));
                break;
            case ListBlock list:
                foreach (var item in list)
                    builder.Add(BlockKind.ListItem, Source(text, item));
                break;
            case Table table:
                builder.Add(BlockKind.Table, Source(text, table));
                break;
            case YamlFrontMatterBlock or FencedCodeBlock or CodeBlock:
                builder.Add(BlockKind.Code, Source(text, block));
                break;
            case LinkReferenceDefinitionGroup:
                break;
            default:
                builder.Add(BlockKind.Paragraph, Source(text, block));
                break;
        }
    }

    private static string Source(string text, Block block)
    {
        var start = Math.Clamp(block.Span.Start, 0, text.Length);
        var end = Math.Clamp(block.Span.End + 1, start, text.Length);
        return text[start..end];
    }
}
