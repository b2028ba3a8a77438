using Markdig;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;

namespace Lectern.Web.Markdown;

/// <summary>Markdown as the page understands it: tables, formulas, strike-through, task lists, bare links; no HTML.</summary>
internal static class MarkdownReader
{
    private static readonly MarkdownPipeline Pipeline = Build();

    public static MarkdownDocument Read(string source) => Markdig.Markdown.Parse(source, Pipeline);

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder
        {
            PreciseSourceLocation = true,
        }.DisableHtml().UsePipeTables().UseMathematics()
            .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
            .UseTaskLists().UseAutoLinks();
        builder.InlineParsers.InsertBefore<LinkInlineParser>(new CitationMarkParser());
        builder.InlineParsers.InsertBefore<EscapeInlineParser>(new BracketMathParser());
        return builder.Build();
    }
}
