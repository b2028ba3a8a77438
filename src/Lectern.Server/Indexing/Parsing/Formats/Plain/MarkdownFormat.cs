using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace Lectern.Server.Indexing.Parsing.Formats.Plain;

/// <summary>
/// Markdown is kept as it was written; its parser only tells where the blocks are. Lists are taken item by item.
/// </summary>
internal static class MarkdownFormat
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseGridTables().UseYamlFrontMatter().UsePreciseSourceLocation().Build();

    public static void Read(string text, DocumentBuilder builder)
    {
        foreach (var block in Markdown.Parse(text, Pipeline))
        {
            if (builder.IsFull)
                break;
            Add(text, block, builder);
        }
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
