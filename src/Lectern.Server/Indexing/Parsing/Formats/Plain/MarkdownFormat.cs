using Markdig;
using Markdig.Extensions.Yaml;
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
    /// Nothing is looked for inside of blocks, and no tables, of which each row would get all columns: that costs more than they
    /// are long, and what is kept is the text as it was written.
    /// </summary>
    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder();
        builder.InlineParsers.Clear();
        return builder.UseYamlFrontMatter().UsePreciseSourceLocation().Build();
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
            case ParagraphBlock:
                var source = Source(text, block);
                var table = TableStart(source);
                builder.Add(BlockKind.Paragraph, source[..table]);
                builder.Add(BlockKind.Table, source[table..]);
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

    /// <returns>Where the head of a table begins, which dashes follow; the paragraph's end where there is none.</returns>
    private static int TableStart(string paragraph)
    {
        var (before, start) = (-1, 0);
        foreach (var line in paragraph.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            if (before < 0 && (trimmed.StartsWith("+-") || trimmed.StartsWith("+=")))
                return 0;
            if (before >= 0 && IsUnderHead(trimmed) && paragraph.AsSpan(before, start - before).Contains('|'))
                return before;
            (before, start) = (start, start + line.Length + 1);
            if (start < paragraph.Length && paragraph[start - 1] == '\r' && paragraph[start] == '\n')
                start++;
        }

        return paragraph.Length;
    }

    /// <summary>Such as <c>| :--- | ---: |</c>.</summary>
    private static bool IsUnderHead(ReadOnlySpan<char> line) => line.Contains('-') && line.IndexOfAnyExcept("|-: \t") < 0;

    private static string Source(string text, Block block)
    {
        var start = Math.Clamp(block.Span.Start, 0, text.Length);
        var end = Math.Clamp(block.Span.End + 1, start, text.Length);
        return text[start..end];
    }
}
